package io.kdiag.cli.engine;

import io.kdiag.cli.engine.Folding.Suspect;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.cli.evidence.HostEvidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * From evidence to diagnosis: asks every rule, folds symptoms under causes, ranks. A pure function:
 * no clock, no network, the same answer for the same evidence. A rule that fails stops nothing: it
 * is listed as not checked.
 */
public final class Engine {
  private final Evidence evidence;
  private final List<Suspect> suspects = new ArrayList<>();
  private final List<Finding> history = new ArrayList<>();
  private final List<String> checked = new ArrayList<>();
  private final List<NotChecked> notChecked;

  private Engine(Evidence evidence) {
    this.evidence = evidence;
    this.notChecked = new ArrayList<>(evidence.notChecked());
  }

  public static Diagnosis diagnose(Evidence evidence, List<Rule> rules) {
    Engine engine = new Engine(evidence);
    for (Rule rule : rules) {
      if (rule.asksTheCluster() ? evidence.cluster() != null : evidence.host().wasRead()) {
        engine.ask(rule);
      }
    }
    return engine.answer();
  }

  private void ask(Rule rule) {
    try {
      List<Suspect> found = new ArrayList<>();
      for (Finding finding : rule.find(evidence)) {
        found.add(
            new Suspect(
                finding, rule.explains(finding, evidence), rule.explainedBy(finding, evidence)));
      }
      history.addAll(rule.history(evidence));
      suspects.addAll(found);
      checked.add(rule.code());
    } catch (RuntimeException e) {
      notChecked.add(
          new NotChecked(
              rule.code(),
              "the rule failed: " + e,
              "this is a mistake in kdiag: report it with `kdiag capture --local -o FILE`"));
    }
  }

  private Diagnosis answer() {
    HostEvidence host = evidence.host();
    checked.sort(null);
    history.sort(Ranking.ORDER);
    return new Diagnosis(
        Diagnosis.API_VERSION,
        Diagnosis.KIND,
        subject(),
        about(),
        evidence.now(),
        host.window(),
        findings(),
        List.copyOf(history),
        List.copyOf(checked),
        List.copyOf(notChecked));
  }

  private List<Finding> findings() {
    Related related = Related.to(evidence.cluster());
    List<Finding> told = Folding.fold(suspects).stream().filter(related::tells).toList();
    List<Finding> joined = new ArrayList<>(Siblings.join(evidence, told));
    joined.sort(Ranking.closeTo(related));
    return List.copyOf(joined);
  }

  private String subject() {
    ClusterEvidence cluster = evidence.cluster();
    return cluster == null ? "node/" + evidence.host().node() : cluster.subject().object();
  }

  private String about() {
    ClusterEvidence cluster = evidence.cluster();
    return cluster == null ? about(evidence.host()) : About.of(cluster);
  }

  private static String about(HostEvidence host) {
    return host.operatingSystem() + ", kernel " + host.kernel() + ", up " + up(host);
  }

  private static String up(HostEvidence host) {
    Duration up = host.last().uptime();
    if (up.toDays() > 0) {
      return up.toDays() + " d " + up.toHoursPart() + " h";
    }
    return up.toHours() > 0
        ? up.toHours() + " h " + up.toMinutesPart() + " min"
        : up.toMinutes() + " min";
  }
}
