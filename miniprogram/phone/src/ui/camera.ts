import { press } from '../frame'
import type { Glass } from './glass'

/** A camera without a lens: it draws a street scene with the time in it, or takes a file. */
export function camera(glass: Glass): Promise<Blob[]> {
  return new Promise((resolve) => {
    const canvas = document.createElement('canvas')
    canvas.className = 'phone-finder'
    draw(canvas)
    const end = (files: Blob[]) => { close(); resolve(files) }
    const shoot = () => { canvas.toBlob((b) => { end(b ? [b] : []) }, 'image/jpeg', 0.9) }
    const file = document.createElement('input')
    file.type = 'file'
    file.accept = 'image/*'
    file.hidden = true
    file.addEventListener('change', () => { end(Array.from(file.files ?? [])) })
    const close = glass.panel('phone-camera', canvas, file, press('phone-shutter', '', '拍照', shoot),
      press('phone-file', '用电脑里的照片', '用电脑里的照片', () => { file.click() }), press('phone-shut', '×', '关闭相机', () => { end([]) }))
  })
}

function draw(canvas: HTMLCanvasElement) {
  canvas.width = 900
  canvas.height = 1200
  const c = canvas.getContext('2d')!
  const paint = (color: string, x: number, y: number, w: number, h: number) => { c.fillStyle = color; c.fillRect(x, y, w, h) }
  paint('#cfe0ea', 0, 0, 900, 620)
  paint('#b9a58c', 90, 140, 320, 520)
  paint('#c8b79d', 470, 60, 340, 600)
  for (let row = 0; row < 5; row++) for (let col = 0; col < 3; col++) {
    paint('#6d7f8c', 125 + col * 92, 180 + row * 92, 54, 58)
    paint('#6d7f8c', 508 + col * 98, 110 + row * 104, 58, 66)
  }
  paint('#8f9486', 0, 660, 900, 540)
  paint('#5d6157', 240, 840, 420, 150)
  c.fillStyle = '#2f322c'
  c.beginPath()
  c.ellipse(450, 915, 150, 46, 0, 0, Math.PI * 2)
  c.fill()
  paint('#c9742d', 620, 760, 46, 130)
  paint('#f1e9dc', 620, 800, 46, 22)
  c.fillStyle = '#ffffff'
  c.font = '34px sans-serif'
  c.fillText(new Date().toLocaleString('zh-CN'), 40, 1160)
}
