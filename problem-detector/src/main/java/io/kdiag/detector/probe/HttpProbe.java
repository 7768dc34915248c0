package io.kdiag.detector.probe;

import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a health port of this machine with one {@code GET}: plain HTTP/1.1 over a socket, since an
 * HTTP client library costs more to load than everything else here. At most 4 KiB of the answer are
 * read.
 *
 * <pre>{@code
 * GET /healthz HTTP/1.1          HTTP/1.1 200 OK
 * Host: 127.0.0.1:10248          Content-Type: text/plain; charset=utf-8
 *
 *                                ok
 * }</pre>
 *
 * <p>Over https any certificate is accepted: nothing is sent but the question, and the answer says
 * only whether a component of this very machine is well. A component that answers 401 or 403 lives
 * and serves: OK, with the note that it did not say more.
 */
public final class HttpProbe {
  private static final int LIMIT = 4096;

  private HttpProbe() {}

  /** Asks {@code url} ({@code http} or {@code https}, the host as an address), without a name. */
  public static ProbeResult ask(Kind kind, String url, Duration timeout) {
    return ask(kind, url, null, timeout);
  }

  /** The same, showing a client certificate to a server that asks for one. */
  public static ProbeResult ask(
      Kind kind, String url, @Nullable ClientIdentity identity, Duration timeout) {
    Deadline deadline = new Deadline(timeout);
    Outcome outcome;
    String answer;
    try {
      String response = exchange(URI.create(url), identity, deadline);
      outcome = outcome(response);
      answer = summary(response);
    } catch (SocketTimeoutException e) {
      outcome = Outcome.TIMEOUT;
      answer = AnswerText.of(e);
    } catch (ConnectException | NoRouteToHostException e) {
      outcome = Outcome.REFUSED;
      answer = AnswerText.of(e);
    } catch (SSLException e) {
      outcome = asksForCertificate(e) ? Outcome.UNKNOWN : Outcome.UNHEALTHY;
      answer = AnswerText.of(e);
    } catch (IOException e) {
      outcome = Outcome.UNHEALTHY;
      answer = AnswerText.of(e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      outcome = Outcome.UNKNOWN;
      answer = AnswerText.of(e);
    }
    return new ProbeResult(kind, url, outcome, answer, deadline.took());
  }

  private static String exchange(URI url, @Nullable ClientIdentity identity, Deadline deadline)
      throws IOException, GeneralSecurityException {
    InetAddress address = InetAddress.ofLiteral(bare(url.getHost()));
    boolean secure = "https".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, port), deadline.remainingMillis());
      plain.setSoTimeout(deadline.remainingMillis());
      plain.setTcpNoDelay(true);
      if (!secure) {
        return request(plain, url, deadline);
      }
      try (Socket socket =
          LocalTls.factory(identity).createSocket(plain, address.getHostAddress(), port, true)) {
        return request(socket, url, deadline);
      }
    }
  }

  private static String request(Socket socket, URI url, Deadline deadline) throws IOException {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String request =
        ("GET " + path + " HTTP/1.1\r\nHost: " + url.getRawAuthority() + "\r\n")
            + "User-Agent: kdiag\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    byte[] buffer = new byte[LIMIT];
    int length = 0;
    while (length < LIMIT && !complete(buffer, length)) {
      socket.setSoTimeout(deadline.remainingMillis());
      int read = socket.getInputStream().read(buffer, length, LIMIT - length);
      if (read < 0) {
        break;
      }
      length += read;
    }
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }

  /** The header and as many bytes after it as it promises have come. */
  private static boolean complete(byte[] buffer, int length) {
    if (length < 16) {
      return false;
    }
    String text = new String(Arrays.copyOf(buffer, length), StandardCharsets.ISO_8859_1);
    int body = text.indexOf("\r\n\r\n");
    if (body < 0) {
      return false;
    }
    String header = text.substring(0, body).toLowerCase(Locale.ROOT);
    int at = header.indexOf("\ncontent-length:");
    if (at < 0) {
      return false;
    }
    int end = header.indexOf('\r', at);
    String promised = header.substring(at + 16, end < 0 ? header.length() : end).strip();
    return promised.length() < 9
        && promised.chars().allMatch(c -> c >= '0' && c <= '9')
        && !promised.isEmpty()
        && length - body - 4 >= Integer.parseInt(promised);
  }

  private static int status(String response) {
    boolean http = response.startsWith("HTTP/1.") && response.length() >= 12;
    if (!http) {
      return -1;
    }
    int status = 0;
    for (int i = 9; i < 12; i++) {
      int digit = response.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      status = status * 10 + digit;
    }
    return status;
  }

  /** The status code of a result's answer; -1: it is none of HTTP. */
  static int status(ProbeResult result) {
    String answer = result.answer();
    return answer.startsWith("HTTP ") ? status("HTTP/1.1 " + answer.substring(5)) : -1;
  }

  private static Outcome outcome(String response) {
    int status = status(response);
    boolean answers = (status >= 200 && status < 300) || status == 401 || status == 403;
    return answers ? Outcome.OK : Outcome.UNHEALTHY;
  }

  private static String summary(String response) {
    if (response.isEmpty()) {
      return "closed the connection without an answer";
    }
    int status = status(response);
    if (status < 0) {
      return "no HTTP answer: " + AnswerText.of(response);
    }
    if (status == 401 || status == 403) {
      return "HTTP " + status + ": answers, but does not tell an unknown client more";
    }
    int body = response.indexOf("\r\n\r\n");
    String text = body < 0 ? "" : AnswerText.of(failedChecks(response.substring(body + 4)));
    return text.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + text;
  }

  /** Of a list of checks ({@code [+]ping ok}, {@code [-]etcd failed}) only those that failed. */
  private static String failedChecks(String body) {
    if (!body.contains("[-]")) {
      return body;
    }
    StringBuilder failed = new StringBuilder();
    for (String line : body.split("\n", -1)) {
      if (line.startsWith("[-]")) {
        failed.append(line).append(' ');
      }
    }
    return failed.toString();
  }

  private static boolean asksForCertificate(SSLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("certificate_required") || message.contains("bad_certificate");
  }

  private static String bare(@Nullable String host) {
    String text = host == null ? "" : host;
    return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
  }
}
