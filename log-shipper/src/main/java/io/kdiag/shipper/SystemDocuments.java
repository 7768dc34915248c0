package io.kdiag.shipper;

import io.kdiag.host.journal.JournalEntry;
import io.kdiag.host.kernellog.KernelRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Documents of the kernel log and the journal. An id is a hash of what names the record for ever:
 * boot id and sequence number, or the journal's cursor.
 *
 * <pre>
 * {"create":{"_index":"logs-kdiag.system-default","_id":"q83vASNFZ4mrze8B"}}
 * {"@timestamp":"2026-11-20T21:17:03.123456Z","message":"I/O error, dev sda","log":{"level":"error",
 *  "offset":1290},"host":{"name":"n1"},"kubernetes":{"node":{"name":"n1"}},
 *  "event":{"dataset":"kernel","ingested":"..."}}
 * </pre>
 */
final class SystemDocuments {
  private static final int HASH_BYTES = 12;

  /** By syslog's priority, 0 to 7. */
  private static final String[] LEVELS = {
    "fatal", "fatal", "fatal", "error", "warn", "info", "info", "debug"
  };

  private final String node;
  private final String stream;

  SystemDocuments(String node, String stream) {
    this.node = node;
    this.stream = stream;
  }

  void write(Batch batch, String bootId, KernelRecord record) {
    begin(batch, "kernel\n" + bootId + "\n" + record.sequence(), record.time(), record.text());
    log(batch.body, record.priority(), record.sequence());
    end(batch, "kernel");
  }

  /** Says that so many records before {@code next} were overwritten before they were read. */
  void lost(Batch batch, String bootId, long next, long count) {
    String text = "log lost: " + count + " records of the kernel log were overwritten";
    begin(batch, "kernel-gap\n" + bootId + "\n" + next, Instant.now(), text);
    log(batch.body, 3, next);
    batch.body.ascii(",\"kdiag\":{\"gap\":{\"reason\":\"overwritten\",\"file\":\"/dev/kmsg\"");
    batch.body.ascii(",\"from\":").number(Math.max(0, next - count));
    batch.body.ascii(",\"to\":").number(next).ascii("}}");
    end(batch, "kernel");
  }

  void write(Batch batch, JournalEntry entry) {
    begin(batch, "journal\n" + entry.cursor(), entry.time(), entry.message());
    log(batch.body, entry.priority(), -1);
    batch.body.ascii(",\"systemd\":{\"unit\":").quoted(entry.unit()).ascii("}");
    end(batch, "journal");
  }

  private void begin(Batch batch, String name, Instant time, String message) {
    batch.beginItem();
    batch.body.ascii("{\"create\":{\"_index\":").quoted(stream);
    batch.body.ascii(",\"_id\":\"").ascii(hash(name)).ascii("\"}}\n{\"@timestamp\":\"");
    batch.body.ascii(time.toString()).ascii("\",\"message\":").quoted(message);
  }

  private static void log(Json json, int priority, long offset) {
    json.ascii(",\"log\":{");
    if (priority >= 0 && priority < LEVELS.length) {
      json.ascii("\"level\":\"").ascii(LEVELS[priority]).ascii(offset < 0 ? "\"" : "\",");
    }
    if (offset >= 0) {
      json.ascii("\"offset\":").number(offset);
    }
    json.ascii("}");
  }

  private void end(Batch batch, String dataset) {
    Origin.host(batch.body, node);
    batch.body.ascii("},\"event\":{\"dataset\":\"").ascii(dataset).ascii("\",\"ingested\":\"");
    batch.body.raw(batch.created()).ascii("\"}}\n");
  }

  private static String hash(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
