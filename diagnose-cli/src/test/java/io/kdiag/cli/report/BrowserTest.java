package io.kdiag.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kdiag.cli.engine.Diagnosis;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.render.Diagnoses;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser. The pictures stay in {@code target/report}, to be looked at by
 * people.
 */
class BrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target", "report").toAbsolutePath();

  @TempDir private Path directory;

  @BeforeEach
  void needsTheBrowser() {
    assumeTrue(Files.isExecutable(CHROMIUM), "left out: no chromium (Debian: chromium)");
  }

  private String browser(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--user-data-dir=" + Files.createTempDirectory(directory, "profile")));
    command.addAll(List.of(options));
    Path complaints = directory.resolve("complaints");
    Process process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(complaints)).isZero();
    assertThat(Files.readString(complaints)).doesNotContain("Content Security Policy");
    return output;
  }

  private String page(String name, Evidence evidence, Diagnosis diagnosis) throws IOException {
    Files.createDirectories(PICTURES);
    Path page = PICTURES.resolve(name + ".html");
    Files.writeString(page, new HtmlRenderer(evidence).render(diagnosis));
    return page.toUri().toString();
  }

  private static BufferedImage picture(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture).isNotNull();
    return picture;
  }

  @Test
  void showsFindingsPlotsAndTimeLineInTheirColours() throws Exception {
    String page = page("sick", Reports.evidence(), Diagnoses.sick());
    Path light = PICTURES.resolve("sick.png");
    browser("--window-size=1200,2900", "--screenshot=" + light, page);
    assertThat(colours(picture(light)))
        .as("the page's own style, which its policy must let in")
        .contains(0xf4f5f7, 0xffffff, 0xc62828, 0x2c6fbb, 0xc2571a);
  }

  @Test
  void isDarkWhereTheReaderWantsItAndFitsATelephone() throws Exception {
    String page = page("dark", Reports.evidence(), Diagnoses.sick());
    Path dark = PICTURES.resolve("dark.png");
    browser(
        "--window-size=500,2400",
        "--blink-settings=preferredColorScheme=0",
        "--screenshot=" + dark,
        page);
    assertThat(colours(picture(dark))).contains(0x12161c, 0x1b212a, 0xff7b72);
  }

  @Test
  void makesOfHostileTextNothingButText() throws Exception {
    String page = page("hostile", Reports.hostile(), Diagnoses.hostile());
    String dom = browser("--dump-dom", page);
    assertThat(dom).contains("&lt;script&gt;alert(1)").doesNotContain("<script");
  }

  @Test
  void isPrintedWithAllOfItsText() throws Exception {
    String page = page("print", Reports.evidence(), Diagnoses.sick());
    Path pdf = PICTURES.resolve("sick.pdf");
    browser("--no-pdf-header-footer", "--print-to-pdf=" + pdf, page);
    assertThat(Files.readString(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF");
  }

  private static Set<Integer> colours(BufferedImage picture) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        colours.add(picture.getRGB(x, y) & 0xffffff);
      }
    }
    return colours;
  }
}
