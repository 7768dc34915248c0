package io.kdiag.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.evidence.KdiagJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Whole outputs against files. After a wanted change: {@code mvn test -pl diagnose-cli -am
 * -Dtest=RenderersTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.refresh=true}, and look at
 * the difference.
 */
class RenderersTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static void assertGolden(String name, Renderer renderer, Diagnosis diagnosis)
      throws IOException {
    String text = renderer.render(diagnosis);
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.refresh")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @Test
  void tellsPeopleOfASickMachine() throws IOException {
    assertGolden("sick.txt", new TextRenderer(TextStyle.plain()), Diagnoses.sick());
  }

  @Test
  void tellsAllOfItWhenAsked() throws IOException {
    TextStyle all = new TextStyle(100, false, true);
    assertGolden("sick-all.txt", new TextRenderer(all), Diagnoses.sick());
  }

  @Test
  void fitsANarrowTerminal() throws IOException {
    TextStyle narrow = new TextStyle(60, true, false);
    assertGolden("sick-narrow-colour.txt", new TextRenderer(narrow), Diagnoses.sick());
  }

  @Test
  void answersClearlyThatNothingIsWrong() throws IOException {
    assertGolden("healthy.txt", new TextRenderer(TextStyle.plain()), Diagnoses.healthy());
    assertGolden("healthy.md", new MarkdownRenderer(), Diagnoses.healthy());
  }

  @Test
  void writesJsonYamlAndMarkdown() throws IOException {
    assertGolden("sick.json", new JsonRenderer(), Diagnoses.sick());
    assertGolden("sick.yaml", new YamlRenderer(), Diagnoses.sick());
    assertGolden("sick.md", new MarkdownRenderer(), Diagnoses.sick());
  }

  @Test
  void makesHostileTextHarmless() throws IOException {
    assertGolden("hostile.txt", new TextRenderer(TextStyle.plain()), Diagnoses.hostile());
    assertGolden("hostile.md", new MarkdownRenderer(), Diagnoses.hostile());
    for (Renderer renderer :
        new Renderer[] {
          new TextRenderer(TextStyle.plain()),
          new MarkdownRenderer(),
          new JsonRenderer(),
          new YamlRenderer()
        }) {
      assertThat(renderer.render(Diagnoses.hostile()).chars())
          .noneMatch(c -> (c < ' ' && c != '\n') || c == 0x202e || (c >= 0x7f && c < 0xa0));
    }
  }

  @Test
  void jsonAndYamlHoldTheWholeDiagnosis() throws JsonProcessingException {
    Diagnosis diagnosis = Diagnoses.hostile();
    String json = new JsonRenderer().render(diagnosis);
    assertThat(KdiagJson.MAPPER.readValue(json, Diagnosis.class)).isEqualTo(diagnosis);
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<?, ?> tree = yaml.load(new YamlRenderer().render(diagnosis));
    assertThat(KdiagJson.MAPPER.convertValue(tree, Diagnosis.class)).isEqualTo(diagnosis);
  }
}
