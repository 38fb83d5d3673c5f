package photo

import (
	"encoding/binary"
	"image"
	"image/color"
)

// weight is how many bytes of memory decoding a picture takes at most: a file
// of a few kilobytes may unpack to gigabytes.
func weight(data []byte, cfg image.Config, format string) int64 {
	pixels := int64(cfg.Width) * int64(cfg.Height)
	switch {
	case format == "jpeg":
		samples, progressive := frame(data)
		if progressive { // keeps four bytes per sample until its last scan
			samples *= 5
		}
		return int64(float64(pixels) * samples)
	case format == "webp":
		return pixels * 8
	}
	switch cfg.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model:
		return pixels * 8
	case color.Gray16Model:
		return pixels * 2
	case color.GrayModel:
		return pixels
	}
	return pixels * 4
}

const worst = 4 // samples per pixel of a JPEG that hides its frame header

// frame reads a JPEG's frame header: how many samples a pixel has on average,
// colours often having fewer than light, and whether it comes in several scans.
func frame(data []byte) (samples float64, progressive bool) {
	for i := 2; i+4 <= len(data) && data[i] == 0xff; {
		marker, size := data[i+1], int(binary.BigEndian.Uint16(data[i+2:]))
		switch {
		case marker == 0xff: // padding
			i++
			continue
		case marker < 0xc0 || marker > 0xc2 || size < 8 || i+2+size > len(data):
			i += 2 + size
			continue
		}
		head := data[i+4 : i+2+size]
		sum, most := 0, 1
		for c := 6; c+3 <= len(head); c += 3 {
			share := int(head[c+1]>>4) * int(head[c+1]&15)
			sum, most = sum+share, max(most, share)
		}
		return float64(sum) / float64(most), marker == 0xc2
	}
	return worst, true
}
