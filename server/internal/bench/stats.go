package main

import (
	"slices"
	"time"
)

// median of a list that is not empty.
func median(list []float64) float64 {
	s := slices.Sorted(slices.Values(list))
	if n := len(s); n%2 == 0 {
		return (s[n/2-1] + s[n/2]) / 2
	}
	return s[len(s)/2]
}

// percentile is the p-th of a hundred, by nearest rank.
func percentile(list []time.Duration, p int) time.Duration {
	if len(list) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(list))
	return s[max(0, (len(s)*p+99)/100-1)]
}

// A pair is what two loops reached that took turns.
type pair struct {
	a, b  float64 // medians
	ratio float64 // median of the rounds' own a ÷ b, so that a change of the machine's load hits both sides
}

// takeTurns runs a and b one after the other, A B A B, so often.
func takeTurns(rounds int, a, b func() (float64, error)) (pair, error) {
	var as, bs, ratios []float64
	for range rounds {
		x, err := a()
		if err != nil {
			return pair{}, err
		}
		y, err := b()
		if err != nil {
			return pair{}, err
		}
		as, bs, ratios = append(as, x), append(bs, y), append(ratios, x/y)
	}
	return pair{median(as), median(bs), median(ratios)}, nil
}
