package io.kdiag.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.InProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The evidence of real faults, kept: the answer is still right. */
final class RecordedScenariosTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/scenarios");

  @TestFactory
  Stream<DynamicTest> eachIsStillFoundFirst() throws IOException {
    List<Recorded> all = Recorded.all(DIRECTORY);
    assertThat(all).isNotEmpty();
    return all.stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> assertFoundFirst(each)));
  }

  private static void assertFoundFirst(Recorded recorded) {
    List<String> arguments = new ArrayList<>(recorded.ask());
    arguments.addAll(List.of("--from", recorded.capture().toString(), "-o", "json"));
    InProcess.Result result = InProcess.kdiag(Map.of(), arguments.toArray(String[]::new));
    Answer answer = Answer.of(result.exit(), result.output(), result.error());
    assertThat(answer.failure()).isEmpty();
    assertThat(answer.found()).isNotEmpty();
    assertThat(recorded.isRight(answer.found().getFirst()))
        .as("%s, of %s", answer.found().getFirst(), answer.found())
        .isTrue();
  }
}
