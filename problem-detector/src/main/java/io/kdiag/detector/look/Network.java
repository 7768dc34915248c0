package io.kdiag.detector.look;

import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.host.HostRoot;
import io.kdiag.host.proc.NetworkDevice;
import io.kdiag.host.proc.NetworkDeviceReader;
import io.kdiag.host.proc.Route;
import io.kdiag.host.proc.RouteReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks at interfaces and routes: problems {@code InterfaceNotUp} (a network card that is to be up,
 * once had a link, and has none) and {@code MissingDefaultRoutes} (no way out of the node's own
 * networks, neither by IPv4 nor by IPv6).
 */
public record Network(HostRoot root) implements Probe {
  /** Up and down again: it had a link. */
  private static final long HAD_LINK = 2;

  @Override
  public String name() {
    return "network";
  }

  @Override
  public List<Judgement> look(Instant now) {
    List<Judgement> judgements = new ArrayList<>();
    NetworkDeviceReader.read(root)
        .optional()
        .ifPresent(devices -> judgements.add(new Judgement("InterfaceNotUp", now, down(devices))));
    RouteReader.read(root).optional().ifPresent(routes -> judgements.add(routes(routes, now)));
    return judgements;
  }

  private static List<Sighting> down(List<NetworkDevice> devices) {
    List<Sighting> down = new ArrayList<>();
    for (NetworkDevice device : devices) {
      String state = device.operstate();
      boolean noLink = state.equals("down") || state.equals("lowerlayerdown");
      boolean had = device.receivedPackets() > 0 || device.carrierChanges() >= HAD_LINK;
      if (!device.virtual() && device.administrativelyUp() && noLink && had) {
        String name = device.name();
        String text =
            "operstate " + state + ", carrier changed " + device.carrierChanges() + " times";
        down.add(new Sighting(Map.of("interface", name), "/sys/class/net/" + name, text));
      }
    }
    return down;
  }

  private static Judgement routes(List<Route> routes, Instant now) {
    for (Route route : routes) {
      if (route.prefixLength() == 0 && !route.reject() && !route.device().equals("lo")) {
        return Judgement.none("MissingDefaultRoutes", now);
      }
    }
    String text = routes.size() + " routes, none of them a default route";
    return Judgement.of(
        "MissingDefaultRoutes", now, new Sighting(Map.of(), "/proc/net/route", text));
  }
}
