package io.kdiag.cli.engine;

import io.kdiag.detector.Remedy;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong.
 *
 * @param latent nothing fails of it yet: a weakness, which ranks below failures of its severity
 * @param object what it is wrong with: {@code node/k8s-node-1}, {@code pod/shop/cart-0}, {@code
 *     filesystem//var}
 * @param cause one sentence that says what is wrong and why, with the numbers
 * @param since when it began; null: not known
 * @param evidence what shows it, {@code against} what speaks against it
 * @param symptoms what it explains: findings folded under it
 * @param notChecked what would have made it surer and could not be seen
 */
public record Finding(
    String code,
    Severity severity,
    Confidence confidence,
    boolean latent,
    String object,
    String cause,
    @Nullable Instant since,
    List<Quote> evidence,
    List<Quote> against,
    List<Remedy> remedies,
    List<Finding> symptoms,
    List<String> notChecked) {

  public enum Confidence {
    POSSIBLE,
    LIKELY,
    CERTAIN
  }

  /** A piece of evidence in its own words: {@code source} is a path, command or address. */
  public record Quote(Instant time, String source, String text) {}

  /**
   * This finding with other symptoms folded under it; it is as severe as the worst of them, and no
   * longer latent.
   */
  public Finding withSymptoms(List<Finding> folded) {
    Severity worst = severity;
    for (Finding symptom : folded) {
      worst = symptom.severity.compareTo(worst) > 0 ? symptom.severity : worst;
    }
    return new Finding(
        code,
        worst,
        confidence,
        latent && folded.isEmpty(),
        object,
        cause,
        since,
        evidence,
        against,
        remedies,
        List.copyOf(folded),
        notChecked);
  }

  /** This finding as one about {@code workload}, of several pods of which it holds. */
  Finding ofSeveral(String workload, String causeOfAll, Quote others, List<Finding> allSymptoms) {
    List<Quote> quotes = new ArrayList<>(evidence);
    quotes.add(others);
    return new Finding(
        code,
        severity,
        confidence,
        latent,
        workload,
        causeOfAll,
        since,
        List.copyOf(quotes),
        against,
        remedies,
        List.copyOf(allSymptoms),
        notChecked);
  }

  public static Builder of(String code, Severity severity, String object, String cause) {
    return new Builder(code, severity, object, cause);
  }

  /** Puts a finding together; confidence is CERTAIN unless said otherwise. */
  public static final class Builder {
    private final String code;
    private final Severity severity;
    private final String object;
    private final String cause;
    private Confidence confidence = Confidence.CERTAIN;
    private boolean latent;
    private @Nullable Instant since;
    private final List<Quote> evidence = new ArrayList<>();
    private final List<Quote> against = new ArrayList<>();
    private final List<Remedy> remedies = new ArrayList<>();
    private final List<String> notChecked = new ArrayList<>();

    private Builder(String code, Severity severity, String object, String cause) {
      this.code = code;
      this.severity = severity;
      this.object = object;
      this.cause = cause;
    }

    public Builder confidence(Confidence value) {
      confidence = value;
      return this;
    }

    public Builder latent() {
      latent = true;
      return this;
    }

    public Builder since(@Nullable Instant value) {
      since = value;
      return this;
    }

    public Builder evidence(Instant time, String source, String text) {
      evidence.add(new Quote(time, source, text));
      return this;
    }

    public Builder against(Instant time, String source, String text) {
      against.add(new Quote(time, source, text));
      return this;
    }

    public Builder remedy(Remedy remedy) {
      remedies.add(remedy);
      return this;
    }

    public Builder look(String what, String command) {
      return remedy(new Remedy(what, command, Remedy.Risk.READ_ONLY, "", ""));
    }

    public Builder safe(String what, String command, String verify, String undo) {
      return remedy(new Remedy(what, command, Remedy.Risk.SAFE, verify, undo));
    }

    public Builder disruptive(String what, String command, String verify, String undo) {
      return remedy(new Remedy(what, command, Remedy.Risk.DISRUPTIVE, verify, undo));
    }

    public Builder notChecked(String what) {
      notChecked.add(what);
      return this;
    }

    public Finding build() {
      return new Finding(
          code,
          severity,
          confidence,
          latent,
          object,
          cause,
          since,
          List.copyOf(evidence),
          List.copyOf(against),
          List.copyOf(remedies),
          List.of(),
          List.copyOf(notChecked));
    }
  }
}
