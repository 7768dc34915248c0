package io.kdiag.cli.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FlagsTest {
  @Test
  void readsAllFormsAndTheLastOfAName() {
    Flags flags =
        Flags.of(
            List.of("kubelet", "--a=1", "-b=2", "--c", "3", "--d", "--e=\"q\"", "--a=9", "-", "x"));
    assertThat(flags.values())
        .isEqualTo(Map.of("a", "9", "b", "2", "c", "3", "d", "true", "e", "q"));
    assertThat(flags.get("none")).isNull();
    assertThat(flags.get("none", "otherwise")).isEqualTo("otherwise");
  }

  @Test
  void letsEtcdsFlagsGoBeforeItsEnvironment() {
    Flags flags =
        Flags.of(List.of("etcd", "--name=flag"))
            .withEtcdEnvironment(
                Map.of("ETCD_NAME", "variable", "ETCD_DATA_DIR", "/d", "PATH", "/bin"));
    assertThat(flags.values()).isEqualTo(Map.of("name", "flag", "data-dir", "/d"));
  }
}
