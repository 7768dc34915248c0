package io.kdiag.cli.timeline;

import io.kdiag.cli.evidence.Series.Unit;
import io.kdiag.cli.rules.Quantities;

/** A value with its unit: {@code 87.5 %}, {@code 1.5 GiB}, {@code 0.25 cores}. */
public final class UnitText {
  private UnitText() {}

  public static String of(Unit unit, double value) {
    return switch (unit) {
      case PERCENT -> Quantities.percent(value);
      case BYTES -> Quantities.bytes(Math.round(value));
      case CORES -> Quantities.hundredths(value) + " cores";
      case COUNT ->
          value == Math.rint(value)
              ? Quantities.count(Math.round(value))
              : Quantities.hundredths(value);
    };
  }
}
