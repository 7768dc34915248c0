package io.kdiag.shipper.text;

import java.nio.charset.StandardCharsets;

/**
 * Joins what the languages' runtimes print when something goes wrong. A trace begins with a line
 * that names an exception, a panic or a traceback; lines that do not cannot begin one, so that
 * nothing else ever waits.
 *
 * <pre>
 * Exception in thread "main" java.lang.IllegalStateException: no    Java, Node, .NET, Ruby: then
 *     at io.kdiag.Main.main(Main.java:3)                              all that is indented,
 * Caused by: java.io.IOException: gone                                causes
 * Traceback (most recent call last):                                Python: the indented, one line
 *   File "main.py", line 1, in &lt;module&gt;                           that is not, and chained ones
 * ValueError: no
 * panic: no                                                         Go: goroutines, with their
 *                                                                     blank lines
 * goroutine 1 [running]:
 * main.main()
 * </pre>
 */
record Exceptions() implements Multiline {
  /** First letters of what is not indented and may come second. */
  private static final String SECONDS = "CSWgefp";

  private static final int TRACE = 1;
  private static final int NODE_OBJECT = 2;
  private static final int PYTHON = 3;
  private static final int PYTHON_ENDED = 4;
  private static final int PYTHON_BLANK = 5;
  private static final int PYTHON_CHAINED = 6;
  private static final int GO = 7;
  private static final int GOROUTINE = 8;
  private static final int PYTHON_BEGUN = 9;

  private static final byte[] TRACEBACK = bytes("Traceback (most recent call last):");
  private static final byte[] PANIC = bytes("panic: ");
  private static final byte[] FATAL = bytes("fatal error: ");
  private static final byte[] SERVING = bytes(": panic serving ");
  private static final byte[] GOROUTINES = bytes("goroutine ");
  private static final byte[] SIGNAL = bytes("[signal ");
  private static final byte[] CREATED = bytes("created by ");
  private static final byte[] EXIT = bytes("exit status ");
  private static final byte[] CAUSED = bytes("Caused by: ");
  private static final byte[] SUPPRESSED = bytes("Suppressed: ");
  private static final byte[] WRAPPED = bytes("Wrapped by: ");
  private static final byte[] DURING = bytes("During handling of the above exception");
  private static final byte[] DIRECT = bytes("The above exception was the direct cause");
  private static final byte[] ERROR = bytes("Error");
  private static final byte[] EXCEPTION = bytes("Exception");
  private static final byte[] THROWABLE = bytes("Throwable");

  /** A name farther in is text that tells of an exception. */
  private static final int MOST_LOOKED_AT = 4096;

  @Override
  public boolean maySecond(int first) {
    return first == -1
        || first == '\r'
        || first == ' '
        || first == '\t'
        || first == '['
        || SECONDS.indexOf(first) >= 0;
  }

  @Override
  public int begin(byte[] text, int start, int end) {
    if (startsWith(text, start, end, TRACEBACK)) {
      return PYTHON_BEGUN;
    }
    if (startsWith(text, start, end, PANIC) || startsWith(text, start, end, FATAL)) {
      return GO;
    }
    return names(text, start, Math.min(end, start + MOST_LOOKED_AT));
  }

  /** An exception's name, followed by its message or nothing. */
  private static int names(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      switch (text[i]) {
        case 'E' -> {
          if (isName(text, i, end, ERROR) || isName(text, i, end, EXCEPTION)) {
            return TRACE;
          }
        }
        case 'T' -> {
          if (isName(text, i, end, THROWABLE)) {
            return TRACE;
          }
        }
        case ':' -> {
          if (startsWith(text, i, end, SERVING)) {
            return GO;
          }
        }
        default -> {}
      }
    }
    return 0;
  }

  private static boolean isName(byte[] text, int at, int end, byte[] name) {
    if (!startsWith(text, at, end, name)) {
      return false;
    }
    int after = at + name.length;
    if (after == end) {
      return true;
    }
    byte next = text[after];
    return next == ':'
        || next == '\r'
        || next == ')'
        || next == '('
        || next == '`'
        || (next == ' ' && after + 1 < end && text[after + 1] == '[');
  }

  @Override
  public int next(int state, byte[] text, int start, int end) {
    boolean blank = start == end || (start + 1 == end && text[start] == '\r');
    boolean indented = !blank && (text[start] == ' ' || text[start] == '\t');
    return switch (state) {
      case TRACE, NODE_OBJECT -> trace(state, text, start, end, blank, indented);
      case PYTHON_BEGUN -> indented ? PYTHON : 0;
      case PYTHON -> blank ? 0 : indented ? PYTHON : PYTHON_ENDED;
      case PYTHON_ENDED, PYTHON_BLANK, PYTHON_CHAINED -> chained(state, text, start, end, blank);
      case GO, GOROUTINE -> go(state, text, start, end, blank, indented);
      default -> throw new IllegalArgumentException("no such state: " + state);
    };
  }

  private static int trace(
      int state, byte[] text, int start, int end, boolean blank, boolean indented) {
    if (blank) {
      return 0;
    }
    boolean opens = text[end - 1] == '{';
    if (indented) {
      return opens || state == NODE_OBJECT ? NODE_OBJECT : TRACE;
    }
    if (state == NODE_OBJECT && text[start] == '}') {
      return TRACE;
    }
    return startsWith(text, start, end, CAUSED)
            || startsWith(text, start, end, SUPPRESSED)
            || startsWith(text, start, end, WRAPPED)
        ? TRACE
        : 0;
  }

  /** After a Python exception: nothing, or a blank line, a sentence, a blank line, a traceback. */
  private static int chained(int state, byte[] text, int start, int end, boolean blank) {
    if (state == PYTHON_ENDED) {
      return blank ? PYTHON_BLANK : 0;
    }
    if (state == PYTHON_BLANK) {
      boolean chain = startsWith(text, start, end, DURING) || startsWith(text, start, end, DIRECT);
      return chain ? PYTHON_CHAINED : 0;
    }
    if (startsWith(text, start, end, TRACEBACK)) {
      return PYTHON;
    }
    return blank ? PYTHON_CHAINED : 0;
  }

  private static int go(
      int state, byte[] text, int start, int end, boolean blank, boolean indented) {
    if (blank) {
      return GO;
    }
    if (startsWith(text, start, end, GOROUTINES)) {
      return GOROUTINE;
    }
    boolean head =
        startsWith(text, start, end, SIGNAL)
            || startsWith(text, start, end, EXIT)
            || startsWith(text, start, end, PANIC)
            || startsWith(text, start, end, FATAL);
    if (head || indented) {
      return state;
    }
    boolean call = text[end - 1] == ')' || startsWith(text, start, end, CREATED);
    return state == GOROUTINE && call ? GOROUTINE : 0;
  }

  private static boolean startsWith(byte[] text, int start, int end, byte[] prefix) {
    if (end - start < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (text[start + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
