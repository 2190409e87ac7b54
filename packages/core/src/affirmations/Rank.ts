/**
 * The `rank`-th smallest of some numbers, the first being 1, and leaves them in another order: as in a quick sort, but only
 * the side on which it lies is looked at again, so that twice as many take twice as long.
 */
export const smallest = (numbers: Float64Array, rank: number): number => {
  const at = rank - 1
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const pivot = middle(numbers[low]!, numbers[(low + high) >> 1]!, numbers[high]!)
    let i = low
    let j = high
    while (i <= j) {
      while (numbers[i]! < pivot) i++
      while (numbers[j]! > pivot) j--
      if (i > j) break
      const swapped = numbers[i]!
      numbers[i++] = numbers[j]!
      numbers[j--] = swapped
    }
    // between the two all are the pivot
    if (at <= j) high = j
    else if (at >= i) low = i
    else return pivot
  }
  return numbers[at]!
}

const middle = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
