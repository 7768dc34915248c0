package io.kdiag.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.evidence.EvidenceSamples;
import io.kdiag.cli.render.Diagnoses;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlRendererTest {
  private static String page(Diagnosis diagnosis) {
    return new HtmlRenderer(Reports.evidence()).render(diagnosis);
  }

  @Test
  void tellsFindingsEvidenceRemediesSymptomsAndGaps() {
    assertThat(page(Diagnoses.sick()))
        .contains(
            "<title>node/k8s-node-1: 1 critical, 1 warning</title>",
            "containerd does not run: its socket refuses connections",
            "since 2026-01-02 02:51:05 UTC, 13 minutes ago",
            "connection refused, attempt 6",
            "systemctl start containerd",
            "KubeletUnhealthy",
            "PodNetworkNotReady",
            "Seen, and over",
            "sudo kdiag node --local");
  }

  @Test
  void drawsTheTimeLineTheMachineAndEachSeries() {
    assertThat(page(Diagnoses.sick()))
        .contains("<h2>Time line</h2>", "OOMKilling: Killed process 42", "class=\"gauges\"")
        .contains("<figcaption>processors busy</figcaption>", "class=\"curve s1\"")
        .contains("class=\"mark\"");
  }

  @Test
  void saysThatNothingIsWrong() {
    assertThat(page(Diagnoses.healthy()))
        .contains("Healthy: nothing is wrong")
        .doesNotContain("<article");
  }

  @Test
  void leavesOutWhatWasNotGathered() {
    String page = new HtmlRenderer(EvidenceSamples.rich()).render(Diagnoses.healthy());
    assertThat(page).doesNotContain("The last hour").doesNotContain("NaN");
  }

  @Test
  void escapesWhateverCameFromTheMachine() {
    String page = new HtmlRenderer(Reports.hostile()).render(Diagnoses.hostile());
    assertThat(page).doesNotContain("<script", "<b>").contains("&lt;script&gt;alert(1)");
    assertThat(page.chars())
        .noneMatch(c -> (c < ' ' && c != '\n') || c == 0x202e || (c >= 0x7f && c < 0xa0));
  }

  @Test
  void asksForNothingFromAnywhere() {
    assertThat(page(Diagnoses.sick()))
        .contains("default-src 'none'")
        .doesNotContainPattern("(?i)(src|href|action)=\"(?!#)")
        .doesNotContainPattern("(?i)url\\(|@import|<script|<link|<iframe| style=\"| on\\w+=\"");
  }

  @Test
  void allowsItsOwnStyleOnly() throws Exception {
    String page = page(Diagnoses.sick());
    Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(page);
    assertThat(style.find()).isTrue();
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(style.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(page).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
  }

  @Test
  void isTheSameForTheSameEvidence() {
    assertThat(page(Diagnoses.sick())).isEqualTo(page(Diagnoses.sick()));
  }
}
