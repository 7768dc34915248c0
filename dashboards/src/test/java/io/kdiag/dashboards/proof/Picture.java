package io.kdiag.dashboards.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.dashboards.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A dashboard drawn by {@code src/test/preview/preview.js} in a headless Chromium, with the answers
 * that its queries had. It is no Grafana: it draws the JSON's layout, names, units and limits.
 */
final class Picture {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PREVIEW = Programs.HOME.resolve("src/test/preview");
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final int WIDTH = 1280;
  private static final int CELL = 32;
  private static final int HEAD = 110;

  private final ObjectNode page;

  private Picture(ObjectNode page) {
    this.page = page;
  }

  /** {@code page} has the dashboard, its answers and what is chosen at its head. */
  static Picture of(ObjectNode page) {
    return new Picture(page);
  }

  /**
   * Writes {@code <name>.html} and {@code <name>.png}; Chromium keeps in {@code profile} what it
   * likes.
   */
  void write(Path folder, Path profile, String name) throws IOException {
    assumeThat(CHROMIUM).as("Debian package chromium").exists();
    Path html = folder.resolve(name + ".html");
    Path png = folder.resolve(name + ".png");
    Files.deleteIfExists(png);
    Files.writeString(html, html());
    Path log = folder.resolve(name + ".chromium.log");
    Process process =
        new ProcessBuilder(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--user-data-dir=" + profile,
                "--window-size=" + WIDTH + "," + height(),
                "--screenshot=" + png,
                html.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("chromium ended").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(log)).contains("drawn ").doesNotContain("Uncaught");
    assertThat(png).isNotEmptyFile();
  }

  private int height() {
    int rows = 0;
    for (JsonNode panel : page.at("/dashboard/panels")) {
      JsonNode at = panel.path("gridPos");
      rows = Math.max(rows, at.path("y").asInt() + at.path("h").asInt());
    }
    return rows * CELL + HEAD;
  }

  private String html() throws IOException {
    return """
    <!doctype html><meta charset="utf-8"><style>%s%s</style><body><script>%s</script>
    <script>const PAGE = %s;</script><script>(() => {%s%s})();</script>
    """
        .formatted(
            library("uPlot.min.css"),
            Files.readString(PREVIEW.resolve("preview.css")),
            library("uPlot.iife.min.js"),
            page.toString().replace("</", "<\\/"),
            Files.readString(PREVIEW.resolve("units.js")),
            Files.readString(PREVIEW.resolve("preview.js")));
  }

  private static String library(String file) throws IOException {
    try (InputStream in = Picture.class.getResourceAsStream(UPLOT + file)) {
      if (in == null) {
        throw new IOException("uPlot is not on the class path: " + UPLOT + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
