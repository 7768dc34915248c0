package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.kube.KubeObject;
import io.kdiag.cli.evidence.kube.KubeObjects;
import io.kdiag.cli.evidence.kube.Listing;
import io.kdiag.cli.gather.Sources;
import io.kdiag.cli.gather.Sources.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source for objects, all queries at once, and keeps what it answered and what it refused.
 * For one thread.
 */
final class Asking {
  private final ObjectSource source;
  private final Sources sources;
  private final Duration deadline;
  private final Consumer<String> progress;
  private final List<KubeObject> objects = new ArrayList<>();
  private final List<Listing> listings = new ArrayList<>();
  private final Map<Query, Source<Answer>> underWay = new LinkedHashMap<>();
  private final Map<String, List<Query>> refused = new LinkedHashMap<>();
  private final Map<String, String> refusals = new LinkedHashMap<>();
  private final Set<String> notHeld = new TreeSet<>();
  private int asked;
  private int answered;

  private record Answer(List<KubeObject> objects, @Nullable IOException failure, boolean given) {}

  Asking(ObjectSource source, Sources sources, Duration deadline, Consumer<String> progress) {
    this.source = source;
    this.sources = sources;
    this.deadline = deadline;
    this.progress = progress;
  }

  void start(List<Query> queries) {
    for (Query query : queries) {
      if (!listings.contains(query.listing(true)) && !underWay.containsKey(query)) {
        underWay.put(query, sources.start(query.text(), deadline, () -> answer(query)));
        asked++;
      }
    }
  }

  private Answer answer(Query query) throws InterruptedException {
    List<KubeObject> found = new ArrayList<>();
    try {
      source.read(query, found::add);
      return new Answer(found, null, true);
    } catch (IOException e) {
      return new Answer(found, e, true);
    }
  }

  /** Waits for all that was started; what was not answered is noted as not checked. */
  KubeObjects collect() throws InterruptedException {
    for (Map.Entry<Query, Source<Answer>> each : underWay.entrySet()) {
      Answer answer = sources.collect(each.getValue(), new Answer(List.of(), null, false));
      objects.addAll(answer.objects());
      IOException failure = answer.failure();
      listings.add(each.getKey().listing(answer.given() && failure == null));
      if (failure != null) {
        failed(each.getKey(), failure);
      }
      answered++;
      progress.accept(answered + " of " + asked + " answers, " + objects.size() + " objects");
    }
    underWay.clear();
    return KubeObjects.of(objects, listings);
  }

  private void failed(Query query, IOException failure) {
    if (failure instanceof NotHeldException) {
      notHeld.add(query.kind().plural());
    } else if (failure instanceof RefusedException) {
      refused.computeIfAbsent(query.namespace(), _ -> new ArrayList<>()).add(query);
      refusals.putIfAbsent(query.namespace(), String.valueOf(failure.getMessage()));
    } else {
      sources.note(query.text(), "failed: " + failure.getMessage(), "");
    }
  }

  /** What the files do not hold becomes one note. */
  void noteGaps() {
    if (!notHeld.isEmpty()) {
      sources.note(
          String.join(", ", notHeld),
          "not in " + source.address(),
          "`kdiag capture -o FILE` takes all of it along");
    }
  }

  /** What one may not read becomes one note a namespace, with the rights that are missing. */
  void noteRefusals() {
    refused.forEach(
        (namespace, queries) -> {
          String what =
              String.join(", ", queries.stream().map(q -> q.kind().plural()).distinct().toList());
          String where = namespace.isEmpty() ? "" : " in namespace " + namespace;
          sources.note(
              what + where,
              "no right to read them: " + refusals.get(namespace),
              queries.getFirst().canI() + (queries.size() > 1 ? ", and so on" : ""));
        });
  }

  /** An object that must be there, read at once. */
  void add(KubeObject object, Query query) {
    objects.add(object);
    listings.add(query.listing(true));
  }
}
