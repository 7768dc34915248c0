package io.kdiag.detector.look;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a probe found of one problem of the catalogue: the things that have it now, none if nothing
 * has. {@code asked} is when it began to look: what struck later it cannot have seen. {@code scope}
 * are details of the things it looked at: it says nothing of others. {@code unknown} is why it
 * could not tell, where that is worth telling, and else empty.
 */
public record Judgement(
    String code,
    Instant asked,
    List<Sighting> sightings,
    Map<String, String> scope,
    String unknown) {

  public Judgement(String code, Instant asked, List<Sighting> sightings) {
    this(code, asked, sightings, Map.of(), "");
  }

  /**
   * One thing that has it. {@code begins} is false where it is not bad enough to be a problem, but
   * too bad for one that is there to be over.
   */
  public record Sighting(Map<String, String> details, String source, String text, boolean begins) {
    public Sighting(Map<String, String> details, String source, String text) {
      this(details, source, text, true);
    }
  }

  static Judgement none(String code, Instant asked) {
    return new Judgement(code, asked, List.of());
  }

  static Judgement of(String code, Instant asked, Sighting sighting) {
    return new Judgement(code, asked, List.of(sighting));
  }
}
