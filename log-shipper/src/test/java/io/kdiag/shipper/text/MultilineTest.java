package io.kdiag.shipper.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Traces as the languages' runtimes printed them, between ordinary lines. */
class MultilineTest {
  private static final String JAVA =
      """
      Exception in thread "main" java.lang.IllegalStateException: no order 17
      \tat io.kdiag.shop.Orders.find(Orders.java:42)
      \tat io.kdiag.shop.Main.main(Main.java:9)
      Caused by: java.io.IOException: gone
      \tat io.kdiag.shop.Disk.read(Disk.java:7)
      \t... 2 more
      \tSuppressed: java.io.IOException: close
      \t\tat io.kdiag.shop.Disk.close(Disk.java:11)
      """;
  private static final String PYTHON =
      """
      Traceback (most recent call last):
        File "/app/main.py", line 4, in <module>
          run()
        File "/app/main.py", line 2, in run
          return 1 / 0
                 ~~^~~
      ZeroDivisionError: division by zero

      During handling of the above exception, another exception occurred:

      Traceback (most recent call last):
        File "/app/main.py", line 6, in <module>
          raise RuntimeError("no")
      RuntimeError: no
      """;
  private static final String GO =
      """
      panic: runtime error: invalid memory address or nil pointer dereference
      [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x46b2c1]

      goroutine 1 [running]:
      main.find(...)
      \t/app/main.go:8
      main.main()
      \t/app/main.go:4 +0x1d

      goroutine 7 [select]:
      net/http.(*persistConn).writeLoop(0xc0001)
      \t/usr/local/go/src/net/http/transport.go:2458 +0xf0
      created by net/http.(*Transport).dialConn in goroutine 1
      \t/usr/local/go/src/net/http/transport.go:1800 +0x1585
      exit status 2
      """;
  private static final String RUBY =
      """
      /app/main.rb:2:in `fetch': key not found: :b (KeyError)
      \tfrom /app/main.rb:2:in `run'
      \tfrom /app/main.rb:5:in `<main>'
      """;
  private static final String NODE =
      """
      Error: connect ECONNREFUSED 127.0.0.1:5432
          at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16) {
        errno: -111,
        code: 'ECONNREFUSED',
        [cause]: TypeError: x
            at foo (file.js:1:1)
      }
      """;
  private static final String DOTNET =
      """
      Unhandled exception. System.InvalidOperationException: no order
       ---> System.IO.IOException: gone
         at Shop.Disk.Read() in /app/Disk.cs:line 7
         --- End of inner exception stack trace ---
         at Shop.Program.Main(String[] args) in /app/Program.cs:line 3
      """;

  @Test
  void joinsEachLanguagesTraceIntoOneRecord() {
    for (String trace : List.of(JAVA, PYTHON, GO, RUBY, NODE, DOTNET)) {
      List<String> lines = new ArrayList<>(List.of("before"));
      lines.addAll(trace.lines().toList());
      lines.add("GET /healthz 200");
      assertThat(joined(Multiline.EXCEPTIONS, lines, true))
          .containsExactly("before", trace.stripTrailing(), "GET /healthz 200");
    }
  }

  @Test
  void leavesOrdinaryLinesAlone() {
    List<String> lines =
        List.of(
            "no Error here",
            "  indented but after no exception",
            "caught NullPointerExceptionHandler registered",
            "\tindented",
            "ERROR: relation does not exist",
            "",
            "panicking: never",
            "[signal handlers installed]");
    assertThat(joined(Multiline.EXCEPTIONS, lines, true)).containsExactlyElementsOf(lines);
  }

  @Test
  void beginsANewRecordWithAnExceptionThatFollowsAnother() {
    List<String> two = new ArrayList<>(JAVA.lines().toList());
    two.addAll(RUBY.lines().toList());
    assertThat(joined(Multiline.EXCEPTIONS, two, true))
        .containsExactly(JAVA.stripTrailing(), RUBY.stripTrailing());
  }

  /** What is known of the next line spares work and changes nothing. */
  @Test
  void decidesTheSameWithAndWithoutTheNextLine() {
    List<String> pool = new ArrayList<>();
    List.of(JAVA, PYTHON, GO, RUBY, NODE, DOTNET)
        .forEach(trace -> pool.addAll(trace.lines().toList()));
    pool.addAll(
        List.of("plain", "", " ", "\r", "Error", "panic: x", "}", "exit status 1", "Error:"));
    Random random = new Random(7);
    for (Multiline rule :
        List.of(
            Multiline.EXCEPTIONS,
            Multiline.of("indented"),
            Multiline.of("start:^[A-Z]"),
            Multiline.NONE)) {
      for (int history = 0; history < 500; history++) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          lines.add(pool.get(random.nextInt(pool.size())));
        }
        assertThat(joined(rule, lines, true)).isEqualTo(joined(rule, lines, false));
      }
    }
  }

  @Test
  void joinsWhatIsIndentedOrDoesNotStartARecordOnRequest() {
    List<String> lines = List.of("a", " b", "\tc", "d");
    assertThat(joined(Multiline.of("indented"), lines, true)).containsExactly("a\n b\n\tc", "d");
    assertThat(joined(Multiline.of("start:^[ad]"), lines, true)).containsExactly("a\n b\n\tc", "d");
    assertThat(joined(Multiline.NONE, lines, true)).containsExactlyElementsOf(lines);
  }

  @Test
  void refusesWhatIsNoRule() {
    assertThatThrownBy(() -> Multiline.of("java"))
        .hasMessage("allowed: exceptions, indented, none, start:REGEX");
    assertThatThrownBy(() -> Multiline.of("start:("))
        .hasMessageStartingWith("no expression of RE2");
    assertThatThrownBy(() -> Multiline.of("start:" + "a".repeat(600)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> joined(Multiline rule, List<String> lines, boolean ahead) {
    List<String> records = new ArrayList<>();
    int state = 0;
    for (int i = 0; i < lines.size(); i++) {
      byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
      state = state == 0 ? 0 : rule.next(state, line, 0, line.length);
      if (state != 0) {
        records.add(records.removeLast() + "\n" + lines.get(i));
        continue;
      }
      records.add(lines.get(i));
      String next = ahead && i + 1 < lines.size() ? lines.get(i + 1) : null;
      boolean may = next == null || rule.maySecond(next.isEmpty() ? -1 : next.charAt(0));
      state = may ? rule.begin(line, 0, line.length) : 0;
    }
    return records;
  }
}
