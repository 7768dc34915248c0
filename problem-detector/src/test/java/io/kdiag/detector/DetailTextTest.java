package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class DetailTextTest {
  @Test
  void putsDetailsInTheirPlaces() {
    assertThat(DetailText.fill("smartctl -a /dev/{device}", Map.of("device", "sda")))
        .isEqualTo("smartctl -a /dev/sda");
  }

  @Test
  void writesTheNameOfAnUnknownOneInCapitals() {
    assertThat(DetailText.fill("ip link show {interface}", Map.of()))
        .isEqualTo("ip link show INTERFACE");
  }

  @Test
  void leavesOutWhatDependsOnAnUnknownOne() {
    String text = "killed {process}[[, at a limit of {limit} KiB]] now";
    assertThat(DetailText.fill(text, Map.of("process", "java", "limit", "24")))
        .isEqualTo("killed java, at a limit of 24 KiB now");
    assertThat(DetailText.fill(text, Map.of("process", "java"))).isEqualTo("killed java now");
    assertThat(DetailText.fill("if [[ $x ]]; then", Map.of())).isEqualTo("if [[ $x ]]; then");
  }

  @Test
  void leavesOtherBracesAlone() {
    assertThat(DetailText.fill("a {b", Map.of("b", "c"))).isEqualTo("a {b");
    assertThat(DetailText.fill("awk '{print $1}'", Map.of())).isEqualTo("awk '{print $1}'");
  }
}
