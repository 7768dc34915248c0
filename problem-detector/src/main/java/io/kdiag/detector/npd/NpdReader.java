package io.kdiag.detector.npd;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.kdiag.detector.npd.NpdFile.Kind;
import io.kdiag.detector.npd.NpdFile.LogSettings;
import io.kdiag.detector.npd.NpdFile.NpdCondition;
import io.kdiag.detector.npd.NpdFile.NpdRule;
import io.kdiag.detector.npd.NpdFile.PluginSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@link NpdFile}s from their JSON, with node-problem-detector's defaults. */
final class NpdReader {
  private static final Set<String> KNOWN =
      Set.of(
          "plugin",
          "pluginConfig",
          "logPath",
          "lookback",
          "bufferSize",
          "source",
          "skipList",
          "metricsReporting",
          "conditions",
          "rules");

  /** Why a field of a log or plugin monitor is not used. */
  private static final Map<String, String> UNUSED =
      Map.of("delay", "events go out when they are known");

  private final String name;
  private final JsonNode json;
  private final List<String> mistakes;
  private final List<String> unsupported = new ArrayList<>();

  NpdReader(String name, JsonNode json, List<String> mistakes) {
    this.name = name;
    this.json = json;
    this.mistakes = mistakes;
  }

  NpdFile read() {
    String plugin = json.path("plugin").asText("");
    Kind kind =
        switch (plugin) {
          case "kmsg" -> Kind.KMSG;
          case "journald" -> Kind.JOURNALD;
          case "filelog" -> Kind.FILELOG;
          case "custom" -> Kind.CUSTOM;
          default -> Kind.STATS;
        };
    if (kind == Kind.STATS && !(plugin.isEmpty() && json.isObject() && !json.has("rules"))) {
      mistake("plugin: expected kmsg, journald, filelog or custom, found '" + plugin + "'");
    }
    if (kind == Kind.STATS) {
      json.fieldNames()
          .forEachRemaining(key -> unsupported.add(key + " (the collector measures the machine)"));
    } else {
      unknownKeys();
    }
    List<NpdCondition> conditions = conditions();
    List<NpdRule> rules = kind == Kind.STATS ? List.of() : rules(kind, conditions);
    LogSettings log = log(kind);
    PluginSettings settings = plugin();
    return new NpdFile(
        name,
        kind,
        json.path("source").asText(""),
        conditions,
        log,
        settings,
        rules,
        List.copyOf(unsupported));
  }

  private void unknownKeys() {
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KNOWN.contains(key)) {
                unsupported.add(UNUSED.containsKey(key) ? key + " (" + UNUSED.get(key) + ")" : key);
              }
            });
    if (json.path("metricsReporting").isBoolean() && !json.path("metricsReporting").asBoolean()) {
      unsupported.add("metricsReporting (all problems have their metrics)");
    }
  }

  private List<NpdCondition> conditions() {
    List<NpdCondition> conditions = new ArrayList<>();
    for (JsonNode item : json.path("conditions")) {
      String type = item.path("type").asText("");
      if (type.isEmpty()) {
        mistake("conditions: one without a type");
      } else {
        String reason = item.path("reason").asText("");
        conditions.add(new NpdCondition(type, reason, item.path("message").asText("")));
      }
    }
    return List.copyOf(conditions);
  }

  private List<NpdRule> rules(Kind kind, List<NpdCondition> conditions) {
    Set<String> types = new HashSet<>();
    conditions.forEach(condition -> types.add(condition.type()));
    List<NpdRule> rules = new ArrayList<>();
    int number = 0;
    for (JsonNode item : json.path("rules")) {
      String where = "rules[" + number++ + "]";
      NpdRule rule = rule(item, where);
      if (rule.reason().isEmpty()) {
        mistake(where + ": needs a reason");
      }
      if (rule.permanent() && !types.contains(rule.condition())) {
        mistake(where + ": the condition '" + rule.condition() + "' is not under conditions");
      }
      if (kind == Kind.CUSTOM && rule.path().isEmpty()) {
        mistake(where + ": needs a path");
      }
      if (kind != Kind.CUSTOM) {
        pattern(rule.pattern(), where);
      }
      rules.add(rule);
    }
    return List.copyOf(rules);
  }

  private void pattern(String pattern, String where) {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      mistake(where + ": pattern: " + e.getMessage());
    }
    if (pattern.isEmpty()) {
      mistake(where + ": needs a pattern");
    }
  }

  private NpdRule rule(JsonNode item, String where) {
    String type = item.path("type").asText("");
    if (!type.equals("temporary") && !type.equals("permanent")) {
      mistake(where + ": type: expected temporary or permanent, found '" + type + "'");
    }
    List<String> args = new ArrayList<>();
    item.path("args").forEach(arg -> args.add(arg.asText()));
    List<String> clearedBy = new ArrayList<>();
    item.path("clearedBy").forEach(pattern -> clearedBy.add(pattern.asText()));
    clearedBy.forEach(pattern -> pattern(pattern, where + ": clearedBy"));
    return new NpdRule(
        type.equals("permanent"),
        item.path("condition").asText(""),
        item.path("reason").asText(""),
        item.path("pattern").asText(""),
        item.path("patternGeneratedMessageSuffix").asText(""),
        item.path("path").asText(""),
        List.copyOf(args),
        item.has("timeout") ? duration(item, "timeout", "", where + ".") : Duration.ZERO,
        List.copyOf(clearedBy),
        item.path("quiet").asText(""));
  }

  private LogSettings log(Kind kind) {
    JsonNode config = json.path("pluginConfig");
    if (kind == Kind.FILELOG) {
      for (String key : List.of("timestamp", "message", "timestampFormat")) {
        if (config.path(key).asText("").isEmpty()) {
          mistake("pluginConfig." + key + ": needed for filelog");
        }
      }
      pattern(config.path("timestamp").asText(""), "pluginConfig.timestamp");
      pattern(config.path("message").asText(""), "pluginConfig.message");
    }
    if (kind == Kind.JOURNALD && config.path("source").asText("").isEmpty()) {
      mistake("pluginConfig.source: needed for journald");
    }
    List<String> skipped = new ArrayList<>();
    json.path("skipList").forEach(text -> skipped.add(text.asText()));
    if (!skipped.isEmpty() && kind != Kind.FILELOG && kind != Kind.CUSTOM) {
      unsupported.add("skipList (only lines of files can be passed over)");
    }
    return new LogSettings(
        json.path("logPath").asText(""),
        config.path("source").asText(""),
        config.path("timestamp").asText(""),
        config.path("message").asText(""),
        config.path("timestampFormat").asText(""),
        duration(json, "lookback", "0", ""),
        Math.clamp(json.path("bufferSize").asInt(10), 1, 100),
        List.copyOf(skipped));
  }

  private PluginSettings plugin() {
    JsonNode config = json.path("pluginConfig");
    if (config.path("enable_message_change_based_condition_update").asBoolean(false)) {
      unsupported.add(
          "enable_message_change_based_condition_update (a condition keeps its first message)");
    }
    if (config.path("skip_initial_status").asBoolean(false)) {
      unsupported.add("skip_initial_status (conditions are told from the start)");
    }
    return new PluginSettings(
        duration(config, "invoke_interval", "30s", "pluginConfig."),
        duration(config, "timeout", "5s", "pluginConfig."),
        Math.clamp(config.path("max_output_length").asInt(80), 1, 4096),
        Math.clamp(config.path("concurrency").asInt(3), 1, 64));
  }

  /** Go's durations: {@code 1h30m}, {@code 500ms}, {@code 0}. */
  private Duration duration(JsonNode from, String key, String otherwise, String where) {
    String text = from.path(key).asText(otherwise);
    Duration duration = GoDuration.parse(text);
    if (duration == null) {
      mistake(where + key + ": expected a duration such as 30s or 5m, found '" + text + "'");
      return Duration.ZERO;
    }
    return duration;
  }

  private void mistake(String what) {
    mistakes.add(name + ": " + what);
  }
}
