package io.kdiag.cli.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * A fault: a file of YAML whose first document says what to ask and what the answer must be, whose
 * others are made in a namespace of the scenario's own.
 *
 * <pre>
 * ask: workload deployment/${APP} -n ${NS}
 * code: PodImageUnavailable          # or several that are as right: A|B
 * object: (deployment|pod)/${NS}/${APP}.*   # a regular expression
 * wait: 60                           # seconds until it must show; default 60
 * exclusive: true                    # it breaks what others use: runs alone
 * inject: |                          # a bash script after the objects are made
 * heal: |                            # a script that undoes it; the finding must go then
 * cleanup: |                         # a script before the namespace is deleted
 * ---
 * kind: Deployment
 * ...
 * </pre>
 *
 * <p>{@code ${NS}}, {@code ${APP}}, {@code ${DB}} are names that differ from run to run, so that no
 * rule can lean on them; {@code ${NODE}} is the cluster's node.
 *
 * @param manifests what is made, as kubectl takes it
 */
record Scenario(
    String name,
    String namespace,
    List<String> ask,
    String code,
    Pattern object,
    int waitSeconds,
    boolean exclusive,
    String inject,
    String heal,
    String cleanup,
    String manifests) {
  private static final String[] NAMESPACES = {
    "shop", "payments", "media", "ledger", "search", "crm", "iot-hub", "games", "maps", "mail"
  };
  private static final String[] APPS = {
    "cart", "checkout", "thumbs", "gateway", "ingest", "billing", "frontdoor", "sender", "quotes"
  };
  private static final String[] STORES = {
    "db", "pg", "orders-store", "cache", "ledger-db", "queue"
  };

  /** All that lie in {@code directory}, by name; the seed chooses their names. */
  static List<Scenario> all(Path directory, long seed, String node) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Scenario> scenarios = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".yaml")) {
          scenarios.add(read(file, seed, node));
        }
      }
      return scenarios;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Scenario read(Path file, long seed, String node) throws IOException {
    String name = file.getFileName().toString().replace(".yaml", "");
    Random random = new Random(seed * 31 + name.hashCode());
    String suffix = Integer.toHexString(0x1000 + random.nextInt(0xefff));
    String namespace = NAMESPACES[random.nextInt(NAMESPACES.length)] + "-" + suffix;
    String text =
        Files.readString(file)
            .replace("${NS}", namespace)
            .replace("${APP}", APPS[random.nextInt(APPS.length)])
            .replace("${DB}", STORES[random.nextInt(STORES.length)])
            .replace("${NODE}", node);
    int end = text.indexOf("\n---\n");
    String head = end < 0 ? text : text.substring(0, end);
    Map<String, Object> fields = new Yaml().load(head);
    return new Scenario(
        name,
        namespace,
        List.of(required(fields, "ask", file).split("\\s+")),
        required(fields, "code", file),
        Pattern.compile(required(fields, "object", file)),
        fields.get("wait") instanceof Integer seconds ? seconds : 60,
        Boolean.TRUE.equals(fields.get("exclusive")),
        text(fields, "inject"),
        text(fields, "heal"),
        text(fields, "cleanup"),
        end < 0 ? "" : text.substring(end + 5));
  }

  private static String required(Map<String, Object> fields, String name, Path file) {
    String value = text(fields, name);
    if (value.isEmpty()) {
      throw new IllegalArgumentException(file + ": no " + name);
    }
    return value;
  }

  private static String text(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value == null ? "" : value.toString().strip();
  }

  boolean isRight(String foundCode, String foundObject) {
    return List.of(code.split("\\|", -1)).contains(foundCode)
        && object.matcher(foundObject).matches();
  }
}
