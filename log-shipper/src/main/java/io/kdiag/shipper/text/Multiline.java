package io.kdiag.shipper.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * Which lines make one record. What is decided depends on the lines alone, never on when they came:
 * a line that is read again falls into the same record.
 *
 * <pre>
 * exceptions       stack traces and panics; all other lines are records of their own (the default)
 * indented         a line that begins with a blank or tab goes on with the one before
 * start:REGEX      a line that the expression (RE2's syntax) does not find anything in goes on
 * none             each line is a record
 * </pre>
 */
public sealed interface Multiline
    permits Exceptions, Multiline.None, Multiline.Indented, Multiline.Start {
  Multiline EXCEPTIONS = new Exceptions();
  Multiline NONE = new None();

  /** Longer expressions are refused: they come from annotations. */
  int MOST_EXPRESSION = 512;

  /** Whether the line may go on: if not, it is a record at once. 0: it does not. */
  int begin(byte[] text, int start, int end);

  /**
   * The state after this line when it goes on with those before; 0 when it begins another record.
   */
  int next(int state, byte[] text, int start, int end);

  /**
   * Whether a line that begins with this byte (-1 for an empty one) may be the second of a record;
   * spares {@link #begin} for most lines.
   */
  boolean maySecond(int first);

  /** By its name in settings and annotations; {@code IllegalArgumentException} where it is none. */
  static Multiline of(String name) {
    return switch (name) {
      case "exceptions" -> EXCEPTIONS;
      case "indented" -> new Indented();
      case "none" -> NONE;
      default -> {
        if (!name.startsWith("start:") || name.length() > MOST_EXPRESSION) {
          throw new IllegalArgumentException("allowed: exceptions, indented, none, start:REGEX");
        }
        try {
          yield new Start(Pattern.compile(name.substring("start:".length())));
        } catch (PatternSyntaxException e) {
          throw new IllegalArgumentException("no expression of RE2: " + e.getMessage(), e);
        }
      }
    };
  }

  /** Each line is a record. */
  record None() implements Multiline {
    @Override
    public int begin(byte[] text, int start, int end) {
      return 0;
    }

    @Override
    public int next(int state, byte[] text, int start, int end) {
      return 0;
    }

    @Override
    public boolean maySecond(int first) {
      return false;
    }
  }

  /** A blank or tab continues. */
  record Indented() implements Multiline {
    @Override
    public int begin(byte[] text, int start, int end) {
      return 1;
    }

    @Override
    public int next(int state, byte[] text, int start, int end) {
      return start < end && (text[start] == ' ' || text[start] == '\t') ? 1 : 0;
    }

    @Override
    public boolean maySecond(int first) {
      return first == ' ' || first == '\t';
    }
  }

  /** All but lines that match continue. */
  record Start(Pattern pattern) implements Multiline {
    private static final int MOST_LOOKED_AT = 1024;

    @Override
    public int begin(byte[] text, int start, int end) {
      return 1;
    }

    @Override
    public int next(int state, byte[] text, int start, int end) {
      int length = Math.min(end - start, MOST_LOOKED_AT);
      String line = new String(text, start, length, StandardCharsets.UTF_8);
      return pattern.matcher(line).find() ? 0 : 1;
    }

    @Override
    public boolean maySecond(int first) {
      return true;
    }
  }
}
