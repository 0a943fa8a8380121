package io.github.cdk8sovms.planning;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Requests of a rate that is constant in pieces. */
final class RateTraffic implements Traffic {
  /** Pieces of a sine: the rate changes by less than 0.1 % of its range from one to the next. */
  private static final double PIECE_SECONDS = 10;

  /** The rates, piece by piece. */
  private interface Rates {
    int pieces();

    double end(int piece);

    double perSecond(int piece);
  }

  private final Rates rates;
  private final Spacing spacing;

  private RateTraffic(Rates rates, Spacing spacing) {
    this.rates = rates;
    this.spacing = spacing;
  }

  static Traffic steps(List<Step> steps, Spacing spacing) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("traffic has no step");
    }
    double[] ends = new double[steps.size()];
    double[] perSecond = new double[steps.size()];
    double end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += Require.seconds(steps.get(i).length());
      ends[i] = end;
      perSecond[i] = steps.get(i).perSecond();
    }
    return new RateTraffic(
        new Rates() {
          @Override
          public int pieces() {
            return ends.length;
          }

          @Override
          public double end(int piece) {
            return ends[piece];
          }

          @Override
          public double perSecond(int piece) {
            return perSecond[piece];
          }
        },
        spacing);
  }

  static Traffic sine(
      double lowest, double highest, Duration period, Duration length, Spacing spacing) {
    Require.notNegative(lowest, "the lowest rate");
    Require.notNegative(highest - lowest, "the highest rate above the lowest");
    double all = Require.seconds(Require.positive(length, "the length of traffic"));
    double cycle = Require.seconds(Require.positive(period, "the period"));
    return new RateTraffic(
        new Rates() {
          @Override
          public int pieces() {
            return (int) Math.ceil(all / PIECE_SECONDS);
          }

          @Override
          public double end(int piece) {
            return Math.min(all, (piece + 1) * PIECE_SECONDS);
          }

          @Override
          public double perSecond(int piece) {
            double middle = (piece + 0.5) * PIECE_SECONDS;
            return lowest
                + (highest - lowest) * (1 - StrictMath.cos(2 * Math.PI * middle / cycle)) / 2;
          }
        },
        spacing);
  }

  @Override
  public double seconds() {
    return rates.end(rates.pieces() - 1);
  }

  @Override
  public Arrivals arrivals(long seed) {
    return new Cursor(rates, spacing, new SplittableRandom(seed));
  }

  /** Goes through the rates until their integral has grown by as much as the next request needs. */
  private static final class Cursor implements Arrivals {
    private final Rates rates;
    private final boolean random;
    private final SplittableRandom chance;
    private int piece = -1;
    private double now;
    private double end;
    private double perSecond;

    Cursor(Rates rates, Spacing spacing, SplittableRandom chance) {
      this.rates = rates;
      this.random = spacing == Spacing.POISSON;
      this.chance = chance;
    }

    @Override
    public double next() {
      double needed = random ? -StrictMath.log(1 - chance.nextDouble()) : 1;
      while (true) {
        double room = perSecond * (end - now);
        if (needed <= room && perSecond > 0) {
          now += needed / perSecond;
          return now;
        }
        needed -= room;
        now = end;
        if (++piece >= rates.pieces()) {
          piece = rates.pieces();
          perSecond = 0;
          return Double.POSITIVE_INFINITY;
        }
        end = rates.end(piece);
        perSecond = rates.perSecond(piece);
      }
    }
  }
}
