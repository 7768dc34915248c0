package io.kdiag.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GeneratedTest {

  @Test
  void theFilesCheckedInAreTheOnesWritten() throws IOException {
    if ("write".equals(System.getProperty("kdiag.generated"))) {
      Generated.main(new String[] {Programs.HOME.toString()});
    }
    Map<String, String> written = Generated.files();
    Map<String, String> checkedIn = Generated.checkedIn(Programs.HOME);
    String remedy = "run dashboards/generate and look at the difference";
    assertThat(checkedIn.keySet()).as(remedy).isEqualTo(written.keySet());
    written.forEach(
        (path, text) -> assertThat(checkedIn.get(path)).as(path + ": " + remedy).isEqualTo(text));
  }
}
