package io.kdiag.collector.kubernetes;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' way to write amounts: {@code 250m}, {@code 1.5}, {@code 128Mi}, {@code 1e3}.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
final class Quantity {
  private static final int MOST_CHARACTERS = 40;
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("n", new BigDecimal("1e-9")),
          Map.entry("u", new BigDecimal("1e-6")),
          Map.entry("m", new BigDecimal("1e-3")),
          Map.entry("", BigDecimal.ONE),
          Map.entry("k", new BigDecimal("1e3")),
          Map.entry("M", new BigDecimal("1e6")),
          Map.entry("G", new BigDecimal("1e9")),
          Map.entry("T", new BigDecimal("1e12")),
          Map.entry("P", new BigDecimal("1e15")),
          Map.entry("E", new BigDecimal("1e18")),
          Map.entry("Ki", new BigDecimal(1L << 10)),
          Map.entry("Mi", new BigDecimal(1L << 20)),
          Map.entry("Gi", new BigDecimal(1L << 30)),
          Map.entry("Ti", new BigDecimal(1L << 40)),
          Map.entry("Pi", new BigDecimal(1L << 50)),
          Map.entry("Ei", new BigDecimal(1L << 60)));

  private Quantity() {}

  /** Null for what is no quantity. */
  static @Nullable Double parse(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return null;
    }
    int end = text.length();
    while (end > 0 && !Character.isDigit(text.charAt(end - 1)) && text.charAt(end - 1) != '.') {
      end--;
    }
    BigDecimal unit = UNITS.get(text.substring(end));
    try {
      BigDecimal number = new BigDecimal(text.substring(0, end));
      boolean sane = Math.abs(number.precision() - (long) number.scale()) <= MOST_CHARACTERS;
      return unit == null || !sane ? null : number.multiply(unit).doubleValue();
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
