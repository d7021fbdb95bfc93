<<<<<<< HEAD
A = 1
=======
A = 5
>>>>>>> branch
B = 1
C = 1
