package io.kdiag.shipper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The state file: how far each source has been acknowledged, one JSON object a line. It is replaced
 * whole: write, sync, rename. A damaged line costs that run's place alone: it is read again.
 *
 * <pre>
 * {"run":"0c1f7a3e-.../nginx/3","path":"/var/log/pods/...","files":[{"mark":"q83vASNFZ4mrze8B","base":0}],
 *  "out":2560,"err":2560,"unread":0,"cuts":[],"rules":{"multiline":"exceptions",...}}
 * {"cursor":"kernel","value":"5c2e...:1290"}
 * </pre>
 */
final class Checkpoint {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** All that a file holds. */
  record Saved(List<RunState> runs, Map<String, String> cursors) {}

  private record Line(RunState state, String text) {}

  private final Path file;
  private final ShipperLog log;
  private final Map<String, Line> lines = new HashMap<>();
  private byte[] written = new byte[0];

  Checkpoint(Path directory, ShipperLog log) {
    this.file = directory.resolve("checkpoint.ndjson");
    this.log = log;
  }

  /** What the file holds; a file that is not there is a first start. */
  Saved load() throws IOException {
    List<RunState> states = new ArrayList<>();
    Map<String, String> cursors = new HashMap<>();
    if (Files.exists(file)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      int number = 0;
      for (String line : text.lines().toList()) {
        number++;
        try {
          parse(line, states, cursors);
        } catch (JsonProcessingException e) {
          log.complain(
              "a damaged line in the checkpoint",
              "at="
                  + ShipperLog.quote(file + ":" + number)
                  + " error="
                  + ShipperLog.quote(e.getOriginalMessage()));
        }
      }
    }
    return new Saved(states, cursors);
  }

  private static void parse(String line, List<RunState> states, Map<String, String> cursors)
      throws JsonProcessingException {
    JsonNode node = MAPPER.readTree(line);
    if (node.has("cursor")) {
      cursors.put(node.path("cursor").asText(), node.path("value").asText());
    } else if (node.path("run").isTextual() && node.path("files").isArray()) {
      states.add(MAPPER.treeToValue(node, RunState.class));
    }
  }

  /** Writes {@code saved}, where it is not what was last written. */
  void save(Saved saved) throws IOException {
    StringBuilder text = new StringBuilder();
    Set<String> runs = new HashSet<>();
    saved.runs().forEach(state -> runs.add(state.run()));
    lines.keySet().retainAll(runs);
    for (RunState state : saved.runs()) {
      text.append(line(state)).append('\n');
    }
    for (Map.Entry<String, String> cursor : new TreeMap<>(saved.cursors()).entrySet()) {
      Map<String, String> line = new TreeMap<>();
      line.put("cursor", cursor.getKey());
      line.put("value", cursor.getValue());
      text.append(MAPPER.writeValueAsString(line)).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(bytes, written)) {
      replace(bytes);
      written = bytes;
    }
  }

  private String line(RunState state) throws JsonProcessingException {
    Line before = lines.get(state.run());
    if (before == null || !before.state.equals(state)) {
      before = new Line(state, MAPPER.writeValueAsString(state));
      lines.put(state.run(), before);
    }
    return before.text;
  }

  private void replace(byte[] bytes) throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling("checkpoint.new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel in = FileChannel.open(directory)) {
      in.force(true);
    }
  }
}
