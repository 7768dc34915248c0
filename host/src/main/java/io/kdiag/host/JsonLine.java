package io.kdiag.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line that is a flat JSON object, as docker's json-file logs and {@code journalctl -o
 * json} write them, into its keys and their values as text. A string is unescaped; a number or
 * boolean stays as written; an array of numbers is bytes of UTF-8 (the journal's form for what is
 * no clean text); of another array it is the first element; {@code null} and objects are left out.
 */
public final class JsonLine {
  private static final int MOST_DEPTH = 16;

  private final String path;
  private final String text;
  private int at;

  private JsonLine(String path, String text) {
    this.path = path;
    this.text = text;
  }

  /** The members of the object that {@code line} is; {@code path} is for the error's message. */
  public static Map<String, String> parse(String path, String line) throws MalformedTextException {
    return new JsonLine(path, line).object();
  }

  private Map<String, String> object() throws MalformedTextException {
    Map<String, String> members = HashMap.newHashMap(16);
    expect('{');
    if (!skip('}')) {
      do {
        blanks();
        String key = string();
        expect(':');
        String value = value(0);
        if (value != null) {
          members.put(key, value);
        }
      } while (skip(','));
      expect('}');
    }
    blanks();
    if (at < text.length()) {
      throw malformed("the end of the line");
    }
    return members;
  }

  private @Nullable String value(int depth) throws MalformedTextException {
    if (depth > MOST_DEPTH) {
      throw malformed("at most " + MOST_DEPTH + " levels");
    }
    blanks();
    char c = at < text.length() ? text.charAt(at) : ' ';
    if (c == '"') {
      return string();
    }
    if (c == '[') {
      return array(depth + 1);
    }
    if (c == '{') {
      skipObject(depth + 1);
      return null;
    }
    String word = word();
    return word.equals("null") ? null : word;
  }

  private void skipObject(int depth) throws MalformedTextException {
    expect('{');
    if (skip('}')) {
      return;
    }
    do {
      blanks();
      string();
      expect(':');
      value(depth);
    } while (skip(','));
    expect('}');
  }

  /** Bytes as text where all elements are numbers of a byte, else the first that has a value. */
  private @Nullable String array(int depth) throws MalformedTextException {
    expect('[');
    if (skip(']')) {
      return "";
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String first = null;
    boolean isBytes = true;
    do {
      blanks();
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      String element = value(depth);
      first = first == null ? element : first;
      int number = quoted || element == null ? -1 : byteValue(element);
      isBytes &= number >= 0;
      bytes.write(number);
    } while (skip(','));
    expect(']');
    return isBytes ? bytes.toString(StandardCharsets.UTF_8) : first;
  }

  private static int byteValue(String word) {
    int value = word.isEmpty() || word.length() > 3 ? -1 : Timestamp.number(word, 0, word.length());
    return value <= 255 ? value : -1;
  }

  private String word() throws MalformedTextException {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw malformed("a value");
    }
    return text.substring(start, at);
  }

  private static boolean isWord(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '+'
        || c == '.';
  }

  private String string() throws MalformedTextException {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw malformed("a string");
    }
    int start = ++at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return text.substring(start, at++);
      }
      if (c == '\\') {
        return escaped(start);
      }
      at++;
    }
    throw malformed("a closing quotation mark");
  }

  private String escaped(int start) throws MalformedTextException {
    StringBuilder plain = new StringBuilder(text.length() - start).append(text, start, at);
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return plain.toString();
      }
      plain.append(c == '\\' ? escape() : c);
    }
    throw malformed("a closing quotation mark");
  }

  private char escape() throws MalformedTextException {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw malformed("an escape");
    };
  }

  private char unicode() throws MalformedTextException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw malformed("four hexadecimal digits");
      }
      value = value << 4 | digit;
      at++;
    }
    return (char) value;
  }

  private void expect(char c) throws MalformedTextException {
    if (!skip(c)) {
      throw malformed("'" + c + "'");
    }
  }

  private boolean skip(char c) {
    blanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private MalformedTextException malformed(String expected) {
    String came = at < text.length() ? text.substring(at) : "the end of the line";
    return new MalformedTextException(path, 1, "JSON with " + expected, came);
  }
}
