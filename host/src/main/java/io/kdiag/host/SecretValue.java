package io.kdiag.host;

import java.util.Locale;

/** From where to where a secret goes in a text, without quotes around it. */
record SecretValue(int start, int end) {

  static SecretValue at(String text, int at, SecretName name) {
    int start = at;
    while (start < text.length() && text.charAt(start) == '\\') {
      start++;
    }
    if (start < text.length() && isQuote(text.charAt(start))) {
      int end = closingQuote(text, start + 1, text.charAt(start), start - at);
      return new SecretValue(start + 1, end);
    }
    return new SecretValue(
        at, name == SecretName.HEADER ? endOfHeader(text, at) : endOfWord(text, at));
  }

  /** A switch, nothing, a reference, an object's name: shown as it is. */
  boolean isHarmless(String text, SecretName name) {
    String value = text.substring(start, Math.min(end, start + 256));
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "", "true", "false", "null", "nil", "<nil>", "none", Redaction.REDACTED -> true;
      default ->
          isReference(value)
              || (name == SecretName.OBJECT && isObjectName(value))
              || (name == SecretName.PWD && value.startsWith("/"));
    };
  }

  /** {@code $(NAME)} or {@code ${NAME}}. */
  private static boolean isReference(String value) {
    return (value.startsWith("$(") && value.endsWith(")"))
        || (value.startsWith("${") && value.endsWith("}"));
  }

  /** {@code namespace/name}. */
  private static boolean isObjectName(String value) {
    int slashes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      slashes += c == '/' ? 1 : 0;
      if (c != '/' && (!SecretName.isPart(c) || (c >= 'A' && c <= 'Z') || c == '_')) {
        return false;
      }
    }
    return slashes == 1;
  }

  /** The closing quote has no more backslashes before it than the opening one. */
  private static int closingQuote(String text, int from, char quote, int backslashes) {
    int run = 0;
    for (int i = from; i < text.length() && text.charAt(i) != '\n'; i++) {
      char c = text.charAt(i);
      if (c == quote && run <= backslashes) {
        return i - run;
      }
      run = c == '\\' ? run + 1 : 0;
    }
    return endOfLine(text, from, false);
  }

  private static int endOfWord(String text, int from) {
    int end = from;
    while (end < text.length() && !isSpace(text.charAt(end)) && !isQuoteAt(text, end)) {
      end++;
    }
    return end;
  }

  /** A scheme and one word ({@code Basic dXNlcjpw}), or all the rest of the line. */
  private static int endOfHeader(String text, int from) {
    int end = endOfWord(text, from);
    return switch (text.substring(from, end).toLowerCase(Locale.ROOT)) {
      case "basic", "bearer", "token", "negotiate", "apikey" ->
          endOfWord(text, skipBlanks(text, end));
      case "", Redaction.REDACTED -> end;
      default -> endOfLine(text, end, true);
    };
  }

  private static int endOfLine(String text, int from, boolean orQuote) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && !(orQuote && isQuoteAt(text, end))) {
      end++;
    }
    return end;
  }

  /** Where the word of a bearer token's characters that begins at {@code from} ends. */
  static int endOfToken(String text, int from) {
    int end = from;
    while (end < text.length() && isTokenPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Not a word of a sentence such as "bearer tokens". */
  static boolean looksRandom(String text, int start, int end) {
    boolean found = end - start >= 20;
    for (int i = start; !found && end - start >= 8 && i < end - 1; i++) {
      found = text.charAt(i) <= '9';
    }
    return found;
  }

  /** Where a token with a known beginning ends; -1 where there is none. */
  static int endOfKnown(String text, int at) {
    if (at > 0 && SecretName.isPart(text.charAt(at - 1))) {
      return -1;
    }
    int least = leastKnown(text, at);
    if (least == 0) {
      return -1;
    }
    int end = SecretName.end(text, at);
    while (text.charAt(end - 1) == '.') {
      end--;
    }
    boolean isWebToken = text.charAt(at) != 'e' || text.substring(at, end).indexOf('.') > 0;
    return end - at >= least && isWebToken ? end : -1;
  }

  private static int leastKnown(String text, int at) {
    if (text.startsWith("eyJ", at)
        || text.startsWith("AKIA", at)
        || text.startsWith("ASIA", at)
        || text.startsWith("glpat-", at)
        || text.startsWith("xox", at)
        || text.startsWith("github_pat_", at)) {
      return 20;
    }
    boolean gitHub = text.startsWith("gh", at) && text.startsWith("_", at + 3);
    return gitHub || text.startsWith("AIza", at) ? 36 : 0;
  }

  static int skipBlanks(String text, int from) {
    int at = from;
    while (isBlank(text, at)) {
      at++;
    }
    return at;
  }

  static boolean isBlank(String text, int at) {
    return at >= 0 && at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t');
  }

  static boolean isWordStart(String text, int at) {
    return at == 0 || !SecretName.isPart(text.charAt(at - 1));
  }

  static boolean endsUserInfo(char c) {
    return c == '/' || c == '?' || c == '#' || isSpace(c) || isQuote(c);
  }

  private static boolean isTokenPart(char c) {
    return SecretName.isPart(c) || c == '~' || c == '+' || c == '/' || c == '=';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  /** A quote, or the backslash of one. */
  private static boolean isQuoteAt(String text, int at) {
    char c = text.charAt(at);
    return isQuote(c) || (c == '\\' && at + 1 < text.length() && isQuote(text.charAt(at + 1)));
  }
}
