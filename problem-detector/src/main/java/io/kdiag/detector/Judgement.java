package io.kdiag.detector;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a probe found of one problem of the catalogue: the things that have it now, none if nothing
 * has. {@code asked} is when it began to look: what struck later it cannot have seen.
 */
record Judgement(String code, Instant asked, List<Sighting> sightings) {
  record Sighting(Map<String, String> details, String source, String text) {}
}
