package io.kdiag.detector.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kdiag.detector.Severity;
import io.kdiag.detector.document.ReportedProblem.Evidence;
import io.kdiag.detector.document.ReportedProblem.PodObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemsDocumentTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.5Z");
  private static final String HEAD = "\"apiVersion\":\"kdiag.io/v1\",\"kind\":\"ProblemList\"";

  private static ProblemsDocument parse(String json) throws IOException {
    return ProblemsDocument.parse(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsBackWhatItWrites() throws IOException {
    Evidence evidence = new Evidence("/dev/kmsg", TIME, "oom-kill: \"x\" ü");
    ReportedProblem hung =
        new ReportedProblem(
            "TaskHung",
            "KernelDeadlock",
            Severity.CRITICAL,
            TIME,
            TIME.plusSeconds(1),
            null,
            2,
            "dd hangs",
            null,
            List.of(evidence));
    ReportedProblem oom =
        new ReportedProblem(
            "OOMKilling",
            null,
            Severity.WARNING,
            TIME,
            TIME,
            TIME.plusSeconds(3600),
            1,
            "java was killed",
            new PodObject("shop", "cart-0", "uid", "main", "4a5b"),
            List.of(evidence));
    ProblemsDocument document = new ProblemsDocument("node-1", List.of(hung), List.of(oom), 7);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.write(out);
    assertThat(ProblemsDocument.parse(new ByteArrayInputStream(out.toByteArray())))
        .isEqualTo(document);
  }

  @Test
  void passesOverFieldsThatItDoesNotKnow() throws IOException {
    ProblemsDocument document =
        parse(
            "{"
                + HEAD
                + ",\"node\":\"n\",\"mood\":{},\"active\":[{\"code\":\"X\",\"severity\":\"INFO\","
                + "\"since\":\"2026-01-02T03:04:05Z\",\"last\":\"2026-01-02T03:04:05Z\","
                + "\"shape\":1}]}");
    assertThat(document.active()).extracting(ReportedProblem::code).containsExactly("X");
    assertThat(document.recent()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAnotherDocument() {
    assertThatThrownBy(() -> parse("{\"apiVersion\":\"v1\",\"kind\":\"Status\"}"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "expected apiVersion kdiag.io/v1 and kind ProblemList, found 'v1' and 'Status'");
    assertThatThrownBy(() -> parse("")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> parse("{" + HEAD)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> parse("{" + HEAD + ",\"active\":[{\"severity\":\"BAD\"}]}"))
        .hasMessage("severity: expected one of INFO, WARNING, CRITICAL, found 'BAD'");
    assertThatThrownBy(
            () -> parse("{" + HEAD + ",\"active\":[{\"severity\":\"INFO\",\"since\":\"now\"}]}"))
        .hasMessage("since: expected a time such as 2026-01-02T03:04:05Z, found 'now'");
  }
}
