package io.kdiag.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.host.Reading;
import org.junit.jupiter.api.Test;

class KdiagJsonTest {

  @Test
  void readsBackWhatItWrote() throws JsonProcessingException {
    Evidence evidence = EvidenceSamples.rich();
    String json = KdiagJson.pretty().writeValueAsString(evidence);
    Evidence read = KdiagJson.MAPPER.readValue(json, Evidence.class);
    assertThat(read).isEqualTo(evidence);
    assertThat(KdiagJson.pretty().writeValueAsString(read)).isEqualTo(json);
  }

  @Test
  void writesEachOutcomeOfAReadingAsWhatItIs() {
    JsonNode last = KdiagJson.MAPPER.valueToTree(EvidenceSamples.rich()).at("/host/last");
    assertThat(last.at("/load/value/one").doubleValue()).isEqualTo(0.1);
    assertThat(last.get("cpuPressure")).hasToString("{\"absent\":\"/proc/pressure/cpu\"}");
    assertThat(last.get("vmstat"))
        .hasToString(
            "{\"malformed\":\"/proc/vmstat\",\"problem\":\"/proc/vmstat:1: expected a number\"}");
    assertThat(last.at("/cgroups/value/0/tasks"))
        .hasToString("{\"unreadable\":\"/sys/fs/cgroup/pids\",\"reason\":\"permission denied\"}");
  }

  @Test
  void writesNoMethodsOfRecords() {
    JsonNode tree = KdiagJson.MAPPER.valueToTree(EvidenceSamples.rich());
    assertThat(tree.at("/host/last/cgroups/value/0/id").fieldNames())
        .toIterable()
        .containsExactly("path", "podUid", "containerId", "runtime");
  }

  @Test
  void ignoresWhatANewerKdiagAdds() throws JsonProcessingException {
    ObjectNode tree = KdiagJson.MAPPER.valueToTree(EvidenceSamples.rich());
    tree.put("novelty", 1).withObject("/host").put("novelty", 2);
    assertThat(KdiagJson.MAPPER.treeToValue(tree, Evidence.class))
        .isEqualTo(EvidenceSamples.rich());
  }

  @Test
  void takesAReadingThatAnOlderKdiagDidNotHaveAsAbsent() throws JsonProcessingException {
    ObjectNode tree = KdiagJson.MAPPER.valueToTree(EvidenceSamples.rich());
    tree.withObject("/host/last").remove("memory");
    Evidence read = KdiagJson.MAPPER.treeToValue(tree, Evidence.class);
    assertThat(read.host().last().memory()).isEqualTo(Reading.absent("this capture"));
  }

  @Test
  void neverTakesAMissingNumberAsZero() {
    ObjectNode tree = KdiagJson.MAPPER.valueToTree(EvidenceSamples.rich());
    tree.withObject("/host/last/load/value").remove("one");
    assertThatThrownBy(() -> KdiagJson.MAPPER.treeToValue(tree, Evidence.class))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining("one");
  }

  @Test
  void refusesAReadingWithoutOutcome() {
    ObjectNode tree = KdiagJson.MAPPER.valueToTree(EvidenceSamples.rich());
    tree.withObject("/host/last").putObject("memory");
    assertThatThrownBy(() -> KdiagJson.MAPPER.treeToValue(tree, Evidence.class))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining("a reading has one of");
  }

  @Test
  void escapesWhatATerminalWouldObey() throws JsonProcessingException {
    assertThat(KdiagJson.MAPPER.writeValueAsString("a\u001b[2Jb\u009bc\u202ed"))
        .isEqualTo("\"a\\u001B[2Jb\\u009Bc\\u202Ed\"");
  }
}
