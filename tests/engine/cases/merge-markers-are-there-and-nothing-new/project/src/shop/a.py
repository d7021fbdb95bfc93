<<<<<<< your text
A = 7
=======
A = 3
>>>>>>> generated now
B = 1
