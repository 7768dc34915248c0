package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.kernellog.KernelLogText;
import io.kdiag.host.kernellog.KernelRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What real kernels said: of faults made by {@code src/test/sh/capture-faults}, and of clean boots,
 * which must fire nothing.
 */
final class CapturedLogsTest {
  private static final Instant BOOT = Instant.parse("2026-11-20T10:00:00Z");

  private static List<KernelRecord> records(String name, String text)
      throws MalformedTextException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    HostText whole = new HostText(name, bytes, bytes.length);
    return KernelLogText.parse(whole, BOOT, BOOT, ZoneOffset.UTC);
  }

  private static List<Occurrence> captured(String name) throws IOException, MalformedTextException {
    try (InputStream in = CapturedLogsTest.class.getResourceAsStream("captured/" + name)) {
      assertThat(in).as(name).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return LogScan.scan(Catalogue.load(), records(name, text));
    }
  }

  /** Each fault shows just these, each once for each thing that has it. */
  @ParameterizedTest
  @CsvSource({
    "oom-kill, OOMKilling",
    "ext4-error, Ext4Error+Ext4JournalAbort+FilesystemIsReadOnly",
    "hung-task, TaskHung",
    "conntrack, ConntrackFull",
    "panic, KernelPanic"
  })
  void aRealFaultFiresItsProblemsAndNoOthers(String fault, String codes) throws Exception {
    assertThat(captured(fault + ".log"))
        .extracting(Occurrence::code)
        .containsExactlyInAnyOrder(codes.split("\\+", -1));
  }

  @Test
  void anOomKillNamesContainerProcessAndLimit() throws Exception {
    assertThat(captured("oom-kill.log"))
        .singleElement()
        .satisfies(
            kill -> {
              assertThat(kill.count()).isEqualTo(1);
              assertThat(kill.details())
                  .containsEntry("process", "tail")
                  .containsEntry("limit", "24576")
                  .containsEntry("task_memcg", "/kubepods/pod0c1f7a3e-0000-4000-8000-000000000001");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot-debian12-6.1.log"})
  void aCleanBootFiresNothing(String boot) throws Exception {
    assertThat(captured(boot)).isEmpty();
  }

  /** The recorded machines of the host's tests: one of them has had an OOM kill, neither more. */
  @ParameterizedTest
  @ValueSource(strings = {"debian12-6.1-v2", "debian12-6.18-v1"})
  void recordedMachinesShowNothingButTheirOomKills(String tree) throws Exception {
    Path file = Path.of("../host/src/test/resources/fixtures/" + tree + "/dev/kmsg");
    assertThat(LogScan.scan(Catalogue.load(), records(tree, Files.readString(file))))
        .extracting(Occurrence::code)
        .allMatch(code -> code.equals("OOMKilling"));
  }
}
