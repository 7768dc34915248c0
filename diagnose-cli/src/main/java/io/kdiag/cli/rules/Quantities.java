package io.kdiag.cli.rules;

/**
 * Numbers as people read them: {@code 20.0 GiB}, {@code 98.7 %}, {@code 65,536}, {@code 3.5 h}. The
 * same text on every machine, whatever its locale.
 */
public final class Quantities {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Quantities() {}

  /** Bytes in the largest unit that leaves at least one: {@code 270 MiB}, {@code 1.5 GiB}. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = 0;
    while (value >= 1023.95 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return (value < 99.95 ? decimal(value) : Long.toString(Math.round(value))) + ' ' + UNITS[unit];
  }

  /** A share given in percent. What is not quite all is not said to be all. */
  public static String percent(double percent) {
    boolean nearlyAll = percent < 100 && percent >= 99.95;
    return (nearlyAll ? "99.9" : decimal(percent)) + " %";
  }

  /** A time in its one best unit: {@code 2.5 s}, {@code 14.0 min}, {@code 3.2 h}. */
  public static String seconds(double seconds) {
    if (seconds < 0.9995) {
      return Math.round(seconds * 1000) + " ms";
    }
    if (seconds < 90) {
      return decimal(seconds) + " s";
    }
    if (seconds < 90 * 60) {
      return decimal(seconds / 60) + " min";
    }
    return seconds < 48 * 3600
        ? decimal(seconds / 3600) + " h"
        : decimal(seconds / 86_400) + " days";
  }

  /** A whole number, in groups of three from ten thousand on. */
  public static String count(long value) {
    String digits = Long.toString(value);
    if (value < 10_000) {
      return digits;
    }
    StringBuilder grouped = new StringBuilder(digits);
    for (int at = digits.length() - 3; at > 0; at -= 3) {
      grouped.insert(at, ',');
    }
    return grouped.toString();
  }

  /** One decimal place: {@code 0.5}. */
  public static String decimal(double value) {
    long tenths = Math.round(Math.abs(value) * 10);
    return (value < 0 && tenths > 0 ? "-" : "") + tenths / 10 + '.' + tenths % 10;
  }

  /** Two decimal places: {@code 0.25}. */
  public static String hundredths(double value) {
    long hundredths = Math.round(Math.abs(value) * 100);
    String fraction = (hundredths % 100 < 10 ? ".0" : ".") + hundredths % 100;
    return (value < 0 && hundredths > 0 ? "-" : "") + hundredths / 100 + fraction;
  }
}
