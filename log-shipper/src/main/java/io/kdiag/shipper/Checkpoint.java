package io.kdiag.shipper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
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
import java.util.Collection;
import java.util.List;

/**
 * The state file: how far each run has been acknowledged, one JSON object a line. It is replaced
 * whole: write, sync, rename.
 *
 * <pre>
 * {"run":"0c1f7a3e-.../nginx/3","files":[{"mark":"q83vASNFZ4mrze8B","base":0}],
 *  "out":2560,"err":2560,"unread":0}
 * </pre>
 */
final class Checkpoint {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectReader READER = MAPPER.readerFor(RunState.class);

  private final Path file;
  private byte[] written = new byte[0];

  Checkpoint(Path directory) {
    file = directory.resolve("checkpoint.ndjson");
  }

  /** What the file holds; a file that is not there is a first start. */
  List<RunState> load() throws IOException {
    List<RunState> states = new ArrayList<>();
    if (Files.exists(file)) {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        states.add(parse(line, number));
      }
    }
    return states;
  }

  private RunState parse(String line, int number) throws IOException {
    try {
      return READER.readValue(line);
    } catch (JsonProcessingException e) {
      throw new IOException("%s:%d: expected one run's state".formatted(file, number), e);
    }
  }

  /** Writes {@code states}, where they are not what was last written. */
  void save(Collection<RunState> states) throws IOException {
    StringBuilder text = new StringBuilder();
    for (RunState state : states) {
      text.append(MAPPER.writeValueAsString(state)).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(bytes, written)) {
      replace(bytes);
      written = bytes;
    }
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
