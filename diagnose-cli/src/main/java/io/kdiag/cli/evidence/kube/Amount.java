package io.kdiag.cli.evidence.kube;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A quantity such as {@code 100m}, {@code 1.5Gi} or {@code 2e3} as a whole number: of a processor
 * the thousandths, of all else the units (bytes, pods), rounded up as Kubernetes does.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public final class Amount {
  private static final Map<String, BigDecimal> SUFFIXES =
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
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

  private Amount() {}

  /** Null where there is none, or where it is none. */
  public static @Nullable Long of(String resource, @Nullable String quantity) {
    if (quantity == null || quantity.isEmpty() || quantity.length() > 40) {
      return null;
    }
    try {
      BigDecimal value = value(quantity);
      boolean thousandths = resource.equals("cpu") || resource.endsWith(".cpu");
      return (thousandths ? value.movePointRight(3) : value)
          .setScale(0, RoundingMode.CEILING)
          .longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  private static BigDecimal value(String quantity) {
    int end = quantity.length();
    while (end > 0 && Character.isLetter(quantity.charAt(end - 1))) {
      end--;
    }
    BigDecimal scale = SUFFIXES.get(quantity.substring(end));
    if (scale == null) {
      throw new NumberFormatException(quantity);
    }
    BigDecimal number = new BigDecimal(quantity.substring(0, end));
    if (Math.abs(number.scale()) > 30) {
      throw new NumberFormatException(quantity);
    }
    return number.multiply(scale);
  }
}
