package io.github.cdk8sovms.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.planning.Events.Kind;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventsTest {
  private record Event(double time, int order, Kind kind) {}

  @Test
  void eventsComeByTimeAndThenInTheOrderOfAdding() {
    SplittableRandom random = new SplittableRandom(4);
    Events events = new Events();
    PriorityQueue<Event> expected =
        new PriorityQueue<>(Comparator.comparingDouble(Event::time).thenComparingInt(Event::order));
    for (int i = 0; i < 100_000; i++) {
      if (expected.isEmpty() || random.nextInt(100) < 51) {
        Event next =
            new Event(random.nextInt(50), i, Kind.values()[random.nextInt(Kind.values().length)]);
        expected.add(next);
        events.add(next.time(), next.kind(), i);
      } else {
        Event next = expected.remove();
        assertThat(events.nextTime()).isEqualTo(next.time());
        long event = events.remove();
        assertThat(Events.number(event)).isEqualTo(next.order());
        assertThat(Events.kind(event)).isEqualTo(next.kind());
      }
    }
  }
}
