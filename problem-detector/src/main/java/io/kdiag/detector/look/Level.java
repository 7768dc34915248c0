package io.kdiag.detector.look;

import io.kdiag.detector.look.Judgement.Sighting;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * How much of something limited is used, in percent: a problem from {@code raise} on, over below
 * {@code clear}, so that what hovers about a threshold does not come and go.
 */
record Level(double raise, double clear) {

  Judgement judge(String code, Instant now, long used, long limit, String source, String what) {
    double percent = limit <= 0 ? 0 : 100.0 * used / limit;
    if (percent < clear) {
      return Judgement.none(code, now);
    }
    String share = percent(percent);
    String text = used + " of " + limit + " " + what + " (" + share + " %)";
    Map<String, String> details =
        Map.of("used", String.valueOf(used), "limit", String.valueOf(limit));
    return Judgement.of(code, now, new Sighting(details, source, text, percent >= raise));
  }

  /** {@code 97.3}; 100 only for all of it. */
  static String percent(double percent) {
    return String.format(Locale.ROOT, "%.1f", percent < 100 ? Math.min(percent, 99.9) : percent);
  }
}
