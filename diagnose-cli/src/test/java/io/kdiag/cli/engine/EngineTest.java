package io.kdiag.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final Evidence EVIDENCE = TestEvidence.healthy().build();

  /** A rule that reports what it is given, under its own code or any other. */
  private record Fixed(String code, Set<String> explains, List<Finding> findings) implements Rule {
    @Override
    public Set<String> explains(Finding cause) {
      return explains;
    }

    @Override
    public List<Finding> find(Evidence evidence) {
      return findings;
    }
  }

  private static Rule rule(String code, Severity severity, String... explains) {
    return new Fixed(code, Set.of(explains), List.of(finding(code, severity, Confidence.CERTAIN)));
  }

  private static Finding finding(String code, Severity severity, Confidence confidence) {
    return Finding.of(code, severity, "node/n", code + " holds").confidence(confidence).build();
  }

  private static Diagnosis diagnose(Rule... rules) {
    return Engine.diagnose(EVIDENCE, List.of(rules));
  }

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }

  @Test
  void saysThatNothingIsWrongAndWhatWasChecked() {
    Diagnosis diagnosis = diagnose(new Fixed("B", Set.of(), List.of()), rule("A", Severity.INFO));
    assertThat(diagnosis.worst()).isEqualTo(Severity.INFO);
    assertThat(diagnosis.checked()).containsExactly("A", "B");
    assertThat(diagnosis.subject()).isEqualTo("node/k8s-node-1");
    assertThat(diagnosis.about())
        .isEqualTo("Debian GNU/Linux 12 (bookworm), kernel 6.1.0, up 3 d 0 h");
    assertThat(diagnosis.now()).isEqualTo(TestEvidence.NOW);
    assertThat(diagnosis.window()).isEqualTo(TestEvidence.WINDOW);
  }

  @Test
  void listsARuleThatFailsAsNotCheckedAndAsksTheOthers() {
    Rule failing =
        new Rule() {
          @Override
          public String code() {
            return "Failing";
          }

          @Override
          public List<Finding> find(Evidence evidence) {
            throw new IllegalStateException("no such thing");
          }
        };
    Diagnosis diagnosis = diagnose(failing, rule("Other", Severity.WARNING));
    assertThat(codes(diagnosis.findings())).containsExactly("Other");
    assertThat(diagnosis.checked()).containsExactly("Other");
    assertThat(diagnosis.notChecked()).hasSize(1);
    assertThat(diagnosis.notChecked().getFirst().what()).isEqualTo("Failing");
    assertThat(diagnosis.notChecked().getFirst().why()).contains("no such thing");
  }

  @Test
  void ranksBySeverityThenConfidenceThenWhatIsExplainedThenAgeThenCode() {
    Finding old =
        Finding.of("Z", Severity.WARNING, "node/n", "old")
            .since(TestEvidence.NOW.minus(Duration.ofDays(1)))
            .build();
    Finding young =
        Finding.of("Y", Severity.WARNING, "node/n", "young").since(TestEvidence.NOW).build();
    Diagnosis diagnosis =
        diagnose(
            rule("B", Severity.WARNING),
            rule("A", Severity.WARNING),
            new Fixed("Y", Set.of(), List.of(young)),
            new Fixed("Z", Set.of(), List.of(old)),
            rule("Cause", Severity.WARNING, "Symptom"),
            rule("Symptom", Severity.WARNING),
            new Fixed("P", Set.of(), List.of(finding("P", Severity.CRITICAL, Confidence.POSSIBLE))),
            rule("C", Severity.CRITICAL));
    assertThat(codes(diagnosis.findings())).containsExactly("C", "P", "Cause", "Z", "Y", "A", "B");
  }

  @Test
  void ranksAFailureBeforeAWeaknessUnlessTheWeaknessIsWorseOrExplainsOne() {
    Finding weakness = Finding.of("A", Severity.WARNING, "node/n", "may fail").latent().build();
    Finding grave = Finding.of("D", Severity.CRITICAL, "node/n", "may fail").latent().build();
    Rule[] others = {
      rule("B", Severity.WARNING),
      rule("C", Severity.WARNING),
      new Fixed("D", Set.of(), List.of(grave))
    };
    assertThat(
            codes(diagnose(with(new Fixed("A", Set.of(), List.of(weakness)), others)).findings()))
        .containsExactly("D", "B", "C", "A");
    Finding cause =
        diagnose(with(new Fixed("A", Set.of("C"), List.of(weakness)), others)).findings().get(1);
    assertThat(cause.code()).isEqualTo("A");
    assertThat(cause.latent()).isFalse();
  }

  private static Rule[] with(Rule first, Rule... others) {
    List<Rule> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(others));
    return all.toArray(Rule[]::new);
  }

  @Test
  void foldsChainsOfSymptomsUnderTheirCause() {
    Diagnosis diagnosis =
        diagnose(
            rule("Runtime", Severity.CRITICAL, "Kubelet"),
            rule("Kubelet", Severity.CRITICAL, "Pods"),
            rule("Pods", Severity.CRITICAL));
    assertThat(codes(diagnosis.findings())).containsExactly("Runtime");
    Finding kubelet = diagnosis.findings().getFirst().symptoms().getFirst();
    assertThat(kubelet.code()).isEqualTo("Kubelet");
    assertThat(codes(kubelet.symptoms())).containsExactly("Pods");
  }

  @Test
  void foldsUnderTheBestRankedOfSeveralCauses() {
    Diagnosis diagnosis =
        diagnose(
            rule("Weak", Severity.WARNING, "Symptom"),
            rule("Strong", Severity.CRITICAL, "Symptom"),
            rule("Symptom", Severity.WARNING));
    assertThat(codes(diagnosis.findings())).containsExactly("Strong", "Weak");
    assertThat(codes(diagnosis.findings().getFirst().symptoms())).containsExactly("Symptom");
  }

  @Test
  void cutsACircleAtItsBestRankedMember() {
    Diagnosis diagnosis =
        diagnose(
            rule("A", Severity.WARNING, "B"),
            rule("B", Severity.CRITICAL, "C"),
            rule("C", Severity.WARNING, "A"));
    assertThat(codes(diagnosis.findings())).containsExactly("B");
    assertThat(codes(diagnosis.findings().getFirst().symptoms())).containsExactly("C");
  }

  @Test
  void foldsOnlyTheObjectThatAKeyNames() {
    Finding one = Finding.of("Loop", Severity.WARNING, "pod/a", "a loops").build();
    Finding other = Finding.of("Loop", Severity.WARNING, "pod/b", "b loops").build();
    Diagnosis diagnosis =
        diagnose(
            rule("Kill", Severity.CRITICAL, "Loop@pod/a"),
            new Fixed("Loop", Set.of(), List.of(one, other)));
    assertThat(codes(diagnosis.findings())).containsExactly("Kill", "Loop");
    assertThat(diagnosis.findings().getFirst().symptoms()).containsExactly(one);
    assertThat(diagnosis.findings().get(1)).isEqualTo(other);
  }

  @Test
  void doesNotLetAGuessHideACertainCriticalFact() {
    Finding guess = finding("Guess", Severity.CRITICAL, Confidence.POSSIBLE);
    Diagnosis diagnosis =
        diagnose(
            new Fixed("Guess", Set.of("Fact", "Minor"), List.of(guess)),
            rule("Fact", Severity.CRITICAL),
            rule("Minor", Severity.WARNING));
    assertThat(codes(diagnosis.findings())).containsExactly("Fact", "Guess");
    assertThat(codes(diagnosis.findings().get(1).symptoms())).containsExactly("Minor");
  }

  @Test
  void makesACauseAsSevereAsWhatItExplains() {
    Diagnosis diagnosis =
        diagnose(rule("Cause", Severity.WARNING, "Worse"), rule("Worse", Severity.CRITICAL));
    assertThat(codes(diagnosis.findings())).containsExactly("Cause");
    assertThat(diagnosis.worst()).isEqualTo(Severity.CRITICAL);
  }

  /** Property: whatever the order of the rules, the answer is the same, and nothing is lost. */
  @Test
  void doesNotDependOnTheOrderOfTheRules() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Rule> rules = randomRules(random);
      Diagnosis expected = Engine.diagnose(EVIDENCE, rules);
      assertThat(count(expected.findings())).isEqualTo(rules.size());
      Collections.shuffle(rules, random);
      assertThat(Engine.diagnose(EVIDENCE, rules)).isEqualTo(expected);
    }
  }

  private static List<Rule> randomRules(Random random) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Severity severity = pick(random, Severity.values());
      Confidence confidence = pick(random, Confidence.values());
      String code = "R" + i;
      Set<String> explains = Set.of("R" + random.nextInt(4), "R" + (4 + random.nextInt(4)));
      rules.add(new Fixed(code, explains, List.of(finding(code, severity, confidence))));
    }
    return rules;
  }

  private static <T> T pick(Random random, T[] values) {
    return List.of(values).get(random.nextInt(values.length));
  }

  private static int count(List<Finding> findings) {
    return findings.stream().mapToInt(finding -> 1 + count(finding.symptoms())).sum();
  }

  /** A consequence that any finding about node/n which is not latent explains. */
  private static final class Consequence implements Rule {
    @Override
    public String code() {
      return "Consequence";
    }

    @Override
    public List<Finding> find(Evidence evidence) {
      return List.of(
          Finding.of(code(), Severity.WARNING, "service/shop/cart", "none is ready").build());
    }

    @Override
    public Set<String> explainedBy(Finding symptom, Evidence evidence) {
      return Set.of("*@node/n");
    }
  }

  @Test
  void foldsAConsequenceUnderWhatItSaysBringsItAbout() {
    Diagnosis diagnosis = diagnose(new Consequence(), rule("Cause", Severity.WARNING));
    assertThat(codes(diagnosis.findings())).containsExactly("Cause");
    assertThat(codes(diagnosis.findings().getFirst().symptoms())).containsExactly("Consequence");
  }

  @Test
  void aWeaknessOfWhichNothingFailsExplainsNoConsequence() {
    Finding latent =
        Finding.of("Weakness", Severity.WARNING, "node/n", "nearly full").latent().build();
    Diagnosis diagnosis =
        diagnose(new Consequence(), new Fixed("Weakness", Set.of(), List.of(latent)));
    assertThat(codes(diagnosis.findings())).containsExactlyInAnyOrder("Consequence", "Weakness");
  }
}
