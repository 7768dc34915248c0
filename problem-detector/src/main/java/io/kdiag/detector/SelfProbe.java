package io.kdiag.detector;

import io.kdiag.detector.look.Judgement;
import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.detector.look.Probe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Looks at the detector itself: problem {@code DetectorDegraded}, for each part that fails. */
final class SelfProbe implements Probe {
  /** A part of the detector, and why it does not do what it should; empty: it does. */
  record Part(String name, Supplier<List<String>> complaints) {}

  private final List<Part> parts;

  SelfProbe(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public String name() {
    return "self";
  }

  @Override
  public List<Judgement> look(Instant now) {
    List<Sighting> sightings = new ArrayList<>();
    for (Part part : parts) {
      List<String> complaints = part.complaints().get();
      if (!complaints.isEmpty()) {
        String text = String.join("; ", complaints);
        sightings.add(new Sighting(Map.of("part", part.name()), "kdiag-problem-detector", text));
      }
    }
    return List.of(new Judgement("DetectorDegraded", now, sightings));
  }
}
