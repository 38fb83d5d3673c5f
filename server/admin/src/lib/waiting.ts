import { ref } from 'vue'

/** Counts how often something that waited was done: the menu looks again. */
export const done = ref(0)
export const lookAgain = () => { done.value++ }
