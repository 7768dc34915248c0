package io.kdiag.cli.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A capture: a tar.gz with {@code manifest.json}, and for a machine {@code
 * hosts/<node>/evidence.json} and the same as text for people. The README describes the layout.
 */
public final class CaptureFile {
  static final String KIND = "Capture";
  static final String API_VERSION = "kdiag.io/v1";

  /** Far more than a machine with 10,000 processes and 500 pods gives. */
  private static final long MOST_BYTES = 256L << 20;

  private CaptureFile() {}

  record Manifest(
      String apiVersion,
      String kind,
      String kdiagVersion,
      String node,
      Instant time,
      Duration window) {}

  /** Writes it whole or not at all; {@code overwrite}: in place of a file that is there. */
  public static void write(Evidence evidence, Path file, boolean overwrite) throws IOException {
    if (!overwrite && Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path absolute = file.toAbsolutePath();
    Path unfinished = absolute.resolveSibling("." + absolute.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try (FileChannel channel = create(unfinished)) {
      GZIPOutputStream gzip = new GZIPOutputStream(Channels.newOutputStream(channel), 16 << 10);
      write(evidence, gzip);
      gzip.finish();
      channel.force(true);
      Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** What a machine says about itself is for its owner's eyes. */
  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static void write(Evidence evidence, OutputStream gzip) throws IOException {
    OutputStream out = new BufferedOutputStream(gzip, 64 << 10);
    TarWriter tar = new TarWriter(out, evidence.now());
    tar.file("manifest.json", json(manifest(evidence)));
    String directory = "hosts/" + fileName(evidence.host().node()) + "/";
    tar.file(directory + "evidence.json", json(evidence));
    for (Map.Entry<String, String> text : EvidenceText.of(evidence).entrySet()) {
      byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
      tar.file(directory + text.getKey(), bytes);
    }
    tar.end();
    out.flush();
  }

  private static Manifest manifest(Evidence evidence) {
    HostEvidence host = evidence.host();
    return new Manifest(
        API_VERSION, KIND, evidence.kdiagVersion(), host.node(), evidence.now(), host.window());
  }

  private static byte[] json(Object value) throws IOException {
    return KdiagJson.pretty().writeValueAsBytes(value);
  }

  /** The node's name as one harmless part of a path. */
  private static String fileName(String node) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < Math.min(node.length(), 63); i++) {
      char c = node.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      boolean dot = c == '.' && i > 0;
      name.append(plain || dot ? c : '_');
    }
    return name.isEmpty() ? "_" : name.toString();
  }

  /** Whether it is one, by its manifest; what is no archive at all, or another's, is none. */
  public static boolean isOne(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 << 10);
        InputStream unzipped = new GZIPInputStream(in, 16 << 10)) {
      TarReader tar = new TarReader(unzipped, MOST_BYTES);
      String name = tar.next();
      return name != null
          && name.endsWith("manifest.json")
          && KdiagJson.MAPPER.readTree(tar.content()).path("kind").asText().equals(KIND);
    } catch (ZipException | EOFException | DamagedCaptureException e) {
      return false;
    }
  }

  /** Reads the evidence of the one machine in it. */
  public static Evidence read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 << 10);
        InputStream unzipped = new GZIPInputStream(in, 16 << 10)) {
      return read(new TarReader(unzipped, MOST_BYTES));
    } catch (ZipException | EOFException e) {
      throw new DamagedCaptureException("not a whole gzip file: " + e.getMessage());
    }
  }

  private static Evidence read(TarReader tar) throws IOException {
    boolean manifest = false;
    Evidence evidence = null;
    for (String name = tar.next(); name != null; name = tar.next()) {
      String plain = name.startsWith("./") ? name.substring(2) : name;
      if (plain.equals("manifest.json")) {
        manifest = isOurs(parse(plain, tar.content(), Manifest.class));
      } else if (isEvidence(plain)) {
        if (evidence != null) {
          throw new DamagedCaptureException("it holds more than one machine");
        }
        evidence = parse(plain, tar.content(), Evidence.class);
      }
    }
    return whole(manifest, evidence);
  }

  private static Evidence whole(boolean manifest, @Nullable Evidence evidence)
      throws DamagedCaptureException {
    if (!manifest || evidence == null) {
      String missing = manifest ? "hosts/<node>/evidence.json" : "manifest.json";
      throw new DamagedCaptureException("no capture of kdiag's: it has no " + missing);
    }
    return evidence;
  }

  private static boolean isEvidence(String name) {
    return name.startsWith("hosts/")
        && name.endsWith("/evidence.json")
        && name.indexOf('/', 6) == name.lastIndexOf('/');
  }

  private static boolean isOurs(Manifest manifest) throws DamagedCaptureException {
    if (!manifest.apiVersion().equals(API_VERSION) || !manifest.kind().equals(KIND)) {
      throw new DamagedCaptureException(
          "expected " + API_VERSION + " " + KIND + ", found " + manifest.apiVersion());
    }
    return true;
  }

  private static <T extends Record> T parse(String name, byte[] json, Class<T> type)
      throws IOException {
    try {
      return CompleteRecord.check(KdiagJson.MAPPER.readValue(json, type));
    } catch (JsonMappingException e) {
      throw new DamagedCaptureException(
          name + ": " + e.getOriginalMessage() + " (at " + path(e) + ")");
    } catch (JsonProcessingException e) {
      throw new DamagedCaptureException(name + ": not JSON: " + e.getOriginalMessage());
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.append(path.isEmpty() || step.getFieldName() == null ? "" : ".");
      path.append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName());
    }
    return path.isEmpty() ? "the top" : path.toString();
  }
}
