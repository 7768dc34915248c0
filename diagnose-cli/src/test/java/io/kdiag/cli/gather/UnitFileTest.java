package io.kdiag.cli.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UnitFileTest {
  @Test
  void readsTheServiceSectionWithContinuedLinesAndResets() {
    Map<String, List<String>> service =
        UnitFile.service(
            """
            [Unit]
            ExecStart=/not/this
            [Service]
            # a comment
            Environment=A=1
            ExecStart=/bin/old
            ExecStart=
            ExecStart=/usr/bin/kubelet \\
              --v=2 \\
              --config=/a.yaml
            [Install]
            WantedBy=multi-user.target
            """);
    assertThat(service.get("ExecStart"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(UnitFile.words(line))
                    .containsExactly("/usr/bin/kubelet", "--v=2", "--config=/a.yaml"));
    assertThat(service).containsOnlyKeys("Environment", "ExecStart");
  }

  @Test
  void readsEnvironmentFilesAsBinaryInstallationsWriteThem() {
    assertThat(
            UnitFile.environment(
                "export A='x y' # later\nB=\"--v=4 \\\n--port=0\"\nC=plain\n;D=no\n=no\n"))
        .isEqualTo(Map.of("A", "x y", "B", "--v=4  --port=0", "C", "plain"));
  }

  @Test
  void splitsWordsAndKeepsQuotedOnesTogether() {
    assertThat(UnitFile.words("  a \"b c\" d'e f' '' ")).containsExactly("a", "b c", "de f", "");
    assertThat(UnitFile.words("")).isEmpty();
    assertThat(UnitFile.words("\"never closed")).containsExactly("never closed");
  }
}
