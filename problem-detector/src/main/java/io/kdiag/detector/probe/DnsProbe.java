package io.kdiag.detector.probe;

import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a name server for one name's address (<a href="https://www.rfc-editor.org/rfc/rfc1035">RFC
 * 1035</a>) in one small packet, once more if no answer comes within half of the time. That the
 * name does not exist is an answer too; SERVFAIL and REFUSED mean that the server does not resolve
 * for this machine.
 */
public final class DnsProbe {
  private static final int HEADER = 12;
  private static final String[] CODES = {
    "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"
  };

  private DnsProbe() {}

  /** {@code server} is an address, never a name; {@code name} needs no dot at its end. */
  public static ProbeResult ask(String server, String name, Duration timeout) {
    return ask(server, 53, name, timeout);
  }

  static ProbeResult ask(String server, int port, String name, Duration timeout) {
    Deadline deadline = new Deadline(timeout);
    Outcome outcome;
    String answer;
    try {
      int code = query(InetAddress.ofLiteral(server), port, name, deadline);
      outcome = code == 2 || code == 5 ? Outcome.UNHEALTHY : Outcome.OK;
      String word = code < CODES.length ? CODES[code] : "code " + code;
      answer = server + " answers " + word + " to " + name;
    } catch (SocketTimeoutException e) {
      outcome = Outcome.TIMEOUT;
      answer = server + " does not answer to " + name + ": " + AnswerText.of(e);
    } catch (SocketException e) {
      outcome = Outcome.REFUSED; // nobody listens there, or there is no way to it
      answer = server + ": " + AnswerText.of(e);
    } catch (IOException | IllegalArgumentException e) {
      outcome = Outcome.UNKNOWN;
      answer = server + ": " + AnswerText.of(e);
    }
    String target = "dns://" + server + (port == 53 ? "" : ":" + port) + "/" + name;
    return new ProbeResult(Kind.DNS, target, outcome, answer, deadline.took());
  }

  private static int query(InetAddress server, int port, String name, Deadline deadline)
      throws IOException {
    int id = (int) System.nanoTime() >>> 7 & 0xffff;
    byte[] question = question(id, name);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(server, port)); // the other form throws unchecked
      DatagramPacket packet = new DatagramPacket(question, question.length);
      socket.send(packet);
      try {
        return receive(socket, id, deadline, deadline.remainingMillis() / 2);
      } catch (SocketTimeoutException again) {
        socket.send(packet);
        return receive(socket, id, deadline, Integer.MAX_VALUE);
      }
    }
  }

  /** The answer's code; packets that are no answer to this question are passed over. */
  private static int receive(DatagramSocket socket, int id, Deadline deadline, int atMostMillis)
      throws IOException {
    byte[] buffer = new byte[512];
    Deadline patience = new Deadline(Duration.ofMillis(atMostMillis));
    while (true) {
      int whole = deadline.remainingMillis();
      socket.setSoTimeout(Math.min(whole, patience.remainingMillis()));
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        deadline.remainingMillis();
        throw e;
      }
      boolean mine =
          packet.getLength() >= HEADER
              && (buffer[0] & 0xff) == id >>> 8
              && (buffer[1] & 0xff) == (id & 0xff)
              && buffer[2] < 0;
      if (mine) {
        return buffer[3] & 0xf;
      }
    }
  }

  /** A standard query, recursion desired, for the addresses (type A, class IN) of {@code name}. */
  private static byte[] question(int id, String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) (id >>> 8), (byte) id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      if (bytes.length == 0 || bytes.length > 63 || out.size() > 255) {
        throw new IOException("not a domain name");
      }
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.writeBytes(new byte[] {0, 0, 1, 0, 1});
    return out.toByteArray();
  }
}
