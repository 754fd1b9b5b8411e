package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistributionTest {
  private final Distribution distribution = new Distribution();

  @Test
  void nothingHasNoNumbers() {
    assertThat(distribution.count()).isZero();
    assertThat(distribution.min()).isZero();
    assertThat(distribution.median()).isZero();
    assertThat(distribution.max()).isZero();
  }

  @Test
  void ofAHundredTheMedianIsTheFiftiethAndOneIsAboveThe99thPercentile() {
    for (int i = 100; i >= 1; i--) {
      distribution.add(10L * i);
    }
    assertThat(distribution.count()).isEqualTo(100);
    assertThat(distribution.sum()).isEqualTo(50_500);
    assertThat(distribution.min()).isEqualTo(10);
    assertThat(distribution.median()).isEqualTo(500);
    assertThat(distribution.percentile(99)).isEqualTo(990);
    assertThat(distribution.max()).isEqualTo(1000);
  }

  @Test
  void oneOutlierIsTheWorstCaseAndNothingElse() {
    for (int i = 0; i < 1000; i++) {
      distribution.add(7);
    }
    distribution.add(123_456);
    assertThat(distribution.median()).isEqualTo(7);
    assertThat(distribution.percentile(99)).isEqualTo(7);
    assertThat(distribution.max()).isEqualTo(123_456);
  }

  @Test
  void moreDifferentNumbersThanItKeepsMakePercentilesNoSmallerAndLeaveTheEndsExact() {
    int count = 10 * Distribution.LIMIT;
    for (int i = 1; i <= count; i++) {
      distribution.add(i);
    }
    assertThat(distribution.min()).isEqualTo(1);
    assertThat(distribution.max()).isEqualTo(count);
    assertThat(distribution.count()).isEqualTo(count);
    assertThat(distribution.median()).isBetween(count / 2L, count / 2L + 16);
    assertThat(distribution.percentile(99)).isBetween(count * 99L / 100, count * 99L / 100 + 16);
    assertThat(distribution.percentile(100)).isEqualTo(count);
  }
}
