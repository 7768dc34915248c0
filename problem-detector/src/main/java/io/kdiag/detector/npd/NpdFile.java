package io.kdiag.detector.npd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One of node-problem-detector's configuration files: a log monitor ({@code plugin} kmsg, journald
 * or filelog), a custom plugin monitor ({@code custom}) or a system stats monitor (no {@code
 * plugin}).
 *
 * @param unsupported what it asks for that is not done, each with its reason
 */
public record NpdFile(
    String name,
    Kind kind,
    String source,
    List<NpdCondition> conditions,
    LogSettings log,
    PluginSettings plugin,
    List<NpdRule> rules,
    List<String> unsupported) {
  /** Some of the files that it ships have a comma too many. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

  /** What kind of monitor it is for. */
  public enum Kind {
    KMSG,
    JOURNALD,
    FILELOG,
    CUSTOM,
    STATS
  }

  public record NpdCondition(String type, String reason, String message) {}

  /**
   * Of a log monitor; {@code unit} is journald's {@code source}, others have no such thing; {@code
   * skipped} are texts of lines that are passed over.
   */
  public record LogSettings(
      String path,
      String unit,
      String timestamp,
      String message,
      String timestampFormat,
      Duration lookback,
      int bufferSize,
      List<String> skipped) {}

  /** Of a custom plugin monitor. */
  public record PluginSettings(
      Duration interval, Duration timeout, int mostOutput, int concurrency) {}

  /** A rule of either: a pattern, or a path and arguments; a condition if it is permanent. */
  public record NpdRule(
      boolean permanent,
      String condition,
      String reason,
      String pattern,
      String suffix,
      String path,
      List<String> args,
      Duration timeout,
      List<String> clearedBy,
      String quiet) {}

  /**
   * Reads one; {@code name} is its path, for messages.
   *
   * @throws NpdFileException with all mistakes, if node-problem-detector would not start with it
   */
  public static NpdFile parse(String name, String text) throws NpdFileException {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new NpdFileException(
          List.of(name + ":" + line + ": not JSON: " + e.getOriginalMessage()));
    }
    List<String> mistakes = new ArrayList<>();
    NpdFile file = new NpdReader(name, json, mistakes).read();
    if (!mistakes.isEmpty()) {
      throw new NpdFileException(mistakes);
    }
    return file;
  }
}
