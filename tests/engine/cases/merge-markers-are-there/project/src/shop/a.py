<<<<<<< your text
A = 7
||||||| generated before
A = 1
=======
A = 3
>>>>>>> generated now
B = 1
