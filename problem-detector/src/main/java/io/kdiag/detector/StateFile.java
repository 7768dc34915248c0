package io.kdiag.detector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kdiag.detector.document.ProblemJson;
import io.kdiag.detector.document.ReportedProblem;
import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * What the detector knows, over a restart: {@code /var/lib/kdiag/problem-detector/state.json}. The
 * place in the kernel log and all that was concluded from it up to there are one file, written
 * whole (new file, fsync, rename): whatever happens, a record is either in both or in neither.
 */
final class StateFile {
  static final String DIRECTORY = "/var/lib/kdiag/problem-detector";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Path file;

  StateFile(HostRoot root) {
    directory = root.resolve(DIRECTORY);
    file = directory.resolve("state.json");
  }

  /**
   * Fills {@code problems}; false where there is no file.
   *
   * @throws IOException if it cannot be read or is damaged; it is then out of the way as {@code
   *     state.json.bad}, and {@code problems} may hold a part of it
   */
  boolean restore(NodeProblems problems, Catalogue catalogue) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return false;
    }
    try {
      restore(JSON.readTree(bytes), problems, catalogue);
      return true;
    } catch (IOException e) {
      Files.move(file, directory.resolve("state.json.bad"), StandardCopyOption.REPLACE_EXISTING);
      throw new IOException(file + ": damaged, begins anew: " + e.getMessage(), e);
    }
  }

  private static void restore(JsonNode json, NodeProblems problems, Catalogue catalogue)
      throws IOException {
    if (json.path("version").asInt() != VERSION) {
      throw new IOException("expected version " + VERSION + ", found " + json.path("version"));
    }
    synchronized (problems) {
      for (JsonNode life : json.path("lives")) {
        LifeJson.restore(catalogue, life).ifPresent(problems.lives::put);
      }
      for (JsonNode recent : json.path("recent")) {
        problems.recent.addLast(ProblemJson.parse(recent));
      }
      problems.conditions.restore(json.get("conditions"));
      problems.events.restore(json.get("events"));
      problems.bootId = json.path("bootId").asText();
      problems.sequence = json.path("sequence").asLong(-1);
      problems.lost = json.path("lost").asLong();
      for (Map.Entry<String, JsonNode> cursor : json.path("cursors").properties()) {
        problems.cursors.put(cursor.getKey(), cursor.getValue().asText());
      }
      problems.changed();
    }
  }

  void save(NodeProblems problems) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(json(problems));
    Files.createDirectories(directory);
    Path fresh = directory.resolve("state.json.new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ObjectNode json(NodeProblems problems) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    synchronized (problems) {
      json.put("version", VERSION)
          .put("bootId", problems.bootId)
          .put("sequence", problems.sequence)
          .put("lost", problems.lost);
      ObjectNode cursors = json.putObject("cursors");
      problems.cursors.forEach(cursors::put);
      var lives = json.putArray("lives");
      for (Life life : problems.lives.all()) {
        lives.add(LifeJson.save(life));
      }
      var recent = json.putArray("recent");
      for (ReportedProblem problem : problems.recent) {
        recent.add(ProblemJson.of(problem));
      }
      json.set("conditions", problems.conditions.save());
      json.set("events", problems.events.save());
    }
    return json;
  }
}
