package io.kdiag.host;

import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of text that is shown or sent on: command lines, log lines, settings. Each is
 * replaced by {@value #REDACTED}: the values of what is named like a secret ({@code --token=...},
 * {@code --password ...}, {@code "clientSecret": "..."}, {@code client-key-data: ...}), {@code
 * Authorization} headers and bearer tokens, the password of {@code scheme://user:password@host},
 * JSON web tokens, access keys with a known beginning (AWS, GitHub, GitLab, Slack, Google) and
 * private keys in PEM. Rather too much than too little; a secret that has neither a name nor a form
 * is not found.
 *
 * <p>One pass from left to right, linear in the text. A text without secrets is given back as it
 * is.
 */
public final class Redaction {
  /** What stands for a secret. */
  public static final String REDACTED = "<redacted>";

  private static final String PEM_END = "-----END ";
  private static final int LONGEST_USER_INFO = 1024;
  private static final int LONGEST_PEM_LABEL = 64;

  private final String text;
  private @Nullable StringBuilder out;
  private int copied;

  private Redaction(String text) {
    this.text = text;
  }

  /** {@code text} without its secrets. */
  public static String redact(String text) {
    return new Redaction(text).run();
  }

  private String run() {
    int at = 0;
    while (at < text.length()) {
      at = step(at);
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /** Where to go on after what begins at {@code at}; always further on. */
  private int step(int at) {
    return switch (text.charAt(at)) {
      case '=' -> named(at);
      case ':' -> text.startsWith("://", at) ? url(at + 3) : named(at);
      case '-' -> dash(at);
      case 'B', 'b' -> bearer(at);
      case 'A', 'e', 'g', 'x' -> known(at);
      default -> at + 1;
    };
  }

  /** {@code name=value}, {@code name: value}, {@code "name": "value"}. */
  private int named(int separator) {
    SecretName name = SecretName.before(text, separator);
    if (name == SecretName.NONE) {
      return separator + 1;
    }
    boolean mayBeApart = text.charAt(separator) == ':' || SecretValue.isBlank(text, separator - 1);
    return value(mayBeApart ? SecretValue.skipBlanks(text, separator + 1) : separator + 1, name);
  }

  private int value(int at, SecretName name) {
    SecretValue value = SecretValue.at(text, at, name);
    return value.isHarmless(text, name)
        ? Math.max(at, value.end())
        : replace(value.start(), value.end());
  }

  /** {@code --name value}, or a private key. */
  private int dash(int at) {
    if (text.startsWith("-----BEGIN ", at)) {
      return pem(at);
    }
    if (!text.startsWith("--", at) || !SecretValue.isWordStart(text, at)) {
      return at + 1;
    }
    int end = SecretName.end(text, at + 2);
    int next = SecretValue.skipBlanks(text, end);
    boolean hasValue = next > end && next < text.length() && text.charAt(next) != '-';
    SecretName name = hasValue ? SecretName.of(text, at + 2, end) : SecretName.NONE;
    return name == SecretName.NONE ? end : value(next, name);
  }

  private int pem(int at) {
    int label = text.indexOf("-----", at + 5);
    boolean isPrivate =
        label > 0
            && label - at < LONGEST_PEM_LABEL
            && text.substring(at, label).endsWith("PRIVATE KEY");
    if (!isPrivate) {
      return at + 5;
    }
    int end = text.indexOf(PEM_END, label);
    int close = end < 0 ? -1 : text.indexOf("-----", end + PEM_END.length());
    return replace(at, close < 0 ? text.length() : close + 5);
  }

  /** {@code user:password@}, or one long word before the {@code @}, which is a token. */
  private int url(int at) {
    int limit = Math.min(text.length(), at + LONGEST_USER_INFO);
    int colon = -1;
    int host = -1;
    for (int i = at; i < limit && !SecretValue.endsUserInfo(text.charAt(i)); i++) {
      if (text.charAt(i) == '@') {
        host = i;
      } else if (text.charAt(i) == ':' && colon < 0) {
        colon = i;
      }
    }
    if (host < 0 || (colon < 0 && host - at < 20)) {
      return at;
    }
    return colon < 0 || colon > host ? replace(at, host) : replace(colon + 1, host);
  }

  private int bearer(int at) {
    if (!text.regionMatches(true, at, "bearer ", 0, 7) || !SecretValue.isWordStart(text, at)) {
      return at + 1;
    }
    int end = SecretValue.endOfToken(text, at + 7);
    return SecretValue.looksRandom(text, at + 7, end) ? replace(at + 7, end) : at + 7;
  }

  private int known(int at) {
    int end = SecretValue.endOfKnown(text, at);
    return end < 0 ? at + 1 : replace(at, end);
  }

  private int replace(int start, int end) {
    if (start >= end || text.substring(start, end).equals(REDACTED)) {
      return Math.max(start, end);
    }
    StringBuilder to = out == null ? new StringBuilder(text.length()) : out;
    out = to.append(text, copied, start).append(REDACTED);
    copied = end;
    return end;
  }
}
